#!/usr/bin/env python
"""Looks for secrets in every file that is committed, and in every line that ever was.

What looks like one and is none is told by its line: the demonstration's and the tests' own are listed here.
"""

import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
FORMS = {
    "a private key": r"-----BEGIN (?:[A-Z]+ )?PRIVATE KEY-----",
    "a key of AWS": r"\b(?:AKIA|ASIA)[0-9A-Z]{16}\b",
    "a token of GitHub": r"\bgh[pousr]_[A-Za-z0-9]{36,}\b|\bgithub_pat_\w{60,}\b",
    "a token of GitLab": r"\bglpat-[\w-]{20,}\b",
    "a live key of Stripe": r"\b[sr]k_live_[0-9A-Za-z]{16,}\b",
    "a signing secret of Stripe": r"\bwhsec_[0-9A-Za-z+/]{24,}",
    "a token of Slack": r"\bxox[abprs]-[0-9A-Za-z-]{10,}",
    "a key of Google": r"\bAIza[0-9A-Za-z_-]{35}\b",
    "a token of a package index": r"\bpypi-[A-Za-z0-9_-]{50,}",
    "a signed token": r"\beyJ[A-Za-z0-9_-]{10,}\.eyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{20,}",
    "a password in an address": r"\b(?:postgresql|redis|rediss|amqp|https?)://[^\s:/@\"'{]+:[^\s:/@\"'{<$]{6,}@",
}
SECRET = re.compile("|".join(f"(?P<k{number}>{form})" for number, form in enumerate(FORMS.values())))
KNOWN = re.compile(r"[Ee]xample|localhost|127\.0\.0\.1|canary|nobody|password@|catalog:apples@")
"""Words with which a line says that it is made up."""


def main() -> int:
    found = sorted({*in_files(), *in_history()})
    print(*found, f"{len(found)} found", sep="\n")
    return bool(found)


def secrets_in(text: str) -> Iterator[str]:
    """Name each kind that is there, without repeating it."""
    for line in text.splitlines():
        match = SECRET.search(line)
        if match and not KNOWN.search(line):
            number = next(int(name[1:]) for name, value in match.groupdict().items() if value)
            yield list(FORMS)[number]


def in_files() -> Iterator[str]:
    for name in git("ls-files", "-z").split("\0"):
        path = ROOT / name
        if name and path.is_file() and path != Path(__file__):
            for kind in secrets_in(path.read_text(errors="replace")):
                yield f"{name}: {kind}"


def in_history() -> Iterator[str]:
    """Look at every line that a commit added: what was taken out again is known to the world."""
    for commit in git("log", "-p", "--no-color", "--unified=0", "--format=%x00%h").split("\0")[1:]:
        added = "\n".join(line[1:] for line in commit.splitlines() if line.startswith("+"))
        for kind in secrets_in(added):
            yield f"commit {commit.partition(chr(10))[0]}: {kind}"


def git(*words: str) -> str:
    done = subprocess.run(["git", *words], cwd=ROOT, check=True, capture_output=True)
    return done.stdout.decode(errors="replace")


if __name__ == "__main__":
    sys.exit(main())
