"""The copies of the document in docs/: written by a command, and checked so that they never lie."""

import difflib
import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any

MOST_LINES = 40


def as_text(document: Mapping[str, Any]) -> str:
    return json.dumps(document, indent=2, ensure_ascii=False) + "\n"


def write(files: Mapping[Path, str]) -> None:
    for path, text in files.items():
        path.write_text(text, encoding="utf-8")


def differences(files: Mapping[Path, str]) -> list[str]:
    """Return what differs between the files and what they should say, as a diff; nothing when all is well."""
    lines: list[str] = []
    for path, text in files.items():
        there = path.read_text(encoding="utf-8") if path.is_file() else ""
        names = (f"{path.name} as it is", f"{path.name} as it should be")
        lines += difflib.unified_diff(there.splitlines(), text.splitlines(), *names, lineterm="", n=1)
    return [*lines[:MOST_LINES], "…"] if len(lines) > MOST_LINES else lines
