"""What the pages quote of commands, routes and settings: whatever stands in code."""

import re
import shlex
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGES = [ROOT / "README.md", *sorted((ROOT / "docs").glob("*.md")), *sorted((ROOT / "docs/adr").glob("*.md"))]
BLOCK = re.compile(r"```(\w*)\n(.*?)```", re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
STAND_IN = "01890000-0000-7000-8000-000000000001"


def code_of(text: str) -> list[str]:
    """Return what stands in backticks, and each line of the blocks; what is inline may run on in the next."""
    lines = [line for _, block in BLOCK.findall(text) for line in block.splitlines()]
    inline = [" ".join(code.split()) for code in INLINE.findall(BLOCK.sub("", text))]
    return lines + inline


def words_of(line: str) -> list[str]:
    """Split a command as a shell would, with something in place of each <name>; nothing if it is none."""
    try:
        return shlex.split(re.sub(r"<[a-z ]+>", STAND_IN, line), comments=True)
    except ValueError:
        return []


def commands_of_souk(text: str) -> list[list[str]]:
    """Return the words behind `souk`, wherever it is called: here, in a container, as an entry point."""
    found = []
    for words in map(words_of, code_of(text)):
        called = next((number for number, word in enumerate(words) if word in {"souk", "./souk"}), None)
        if called is not None and all(_leads(word) for word in words[:called]):
            found.append(words[called + 1 :])
        if words[:4] == ["docker", "compose", "run", "--rm"] and words[4:5] == ["migrate"]:
            found.append(words[5:])
    return [words for words in found if words and re.fullmatch("[a-z-]+", words[0])]


def _leads(word: str) -> bool:
    """Tell whether such a word may stand before the name of a program that is called."""
    return "=" in word or re.fullmatch(r"-{0,2}[a-z]+(-\d)?", word) is not None
