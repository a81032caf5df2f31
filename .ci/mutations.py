#!/usr/bin/env python
"""Tests the tests: each deliberate bug of tests/mutations must be caught by the tests that it names.

    .ci/mutations.py [name …] [--write]

Works on a copy of the checkout. `--write` renews docs/mutations.md with what caught each. Takes ten minutes
and is no part of .ci/run, which only sees that the patches still fit (tests/house/test_mutations.py).
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from souk.testing.servers import TestServers

ROOT = Path(__file__).resolve().parents[1]
PATCHES = ROOT / "tests/mutations"
PAGE = ROOT / "docs/mutations.md"
PATIENCE = 300.0
FAILED = 1  # what pytest returns when tests failed, and for no other reason
FAILURE = re.compile(r"^(?:FAILED|ERROR) (\S+?::\w+)", re.MULTILINE)
ROW = re.compile(r"^\| (.+\.) \| (.+) \|$", re.MULTILINE)
HEAD = """# Deliberate bugs, and what catches them

Each is a patch in `tests/mutations`, which also says which tests are run against it. This page is written by
`.ci/mutations.py --write`, which applies one after the other to a copy and notes the first test that fails.

| Bug | Caught by |
|---|---|
"""


@dataclass(frozen=True)
class Mutation:
    """A patch, with the two lines that stand before it."""

    path: Path

    @property
    def name(self) -> str:
        return self.path.stem

    @property
    def bug(self) -> str:
        return self.path.read_text().partition("\n")[0]

    @property
    def tests(self) -> list[str]:
        found = re.search(r"^Caught by: (.+)$", self.path.read_text(), re.MULTILINE)
        return found[1].split() if found else []


def main(arguments: Sequence[str]) -> int:
    names = [each for each in arguments if not each.startswith("--")]
    mutations = [Mutation(path) for path in sorted(PATCHES.glob("*.patch"))]
    chosen = [each for each in mutations if not names or each.name in names]
    servers = TestServers()
    servers.start()
    try:
        with tempfile.TemporaryDirectory(prefix="souk-mutations-", ignore_cleanup_errors=True) as name:
            copy(Path(name))
            caught = hunt(Path(name), chosen)
    finally:
        servers.stop()
    if "--write" in arguments:
        write({each.bug: shown(caught[each.name]) for each in chosen}, [each.bug for each in mutations])
    survivors = [name for name, by in caught.items() if not by]
    print(
        f"{len(chosen) - len(survivors)} of {len(chosen)} caught.",
        "Not caught:" if survivors else "",
        *survivors,
    )
    return bool(survivors)


def hunt(folder: Path, mutations: Sequence[Mutation]) -> dict[str, str]:
    """Tell what caught each: a test that fails with it, and passes without. Nothing, if there is none."""
    caught = {each.name: first_failure(folder, each) for each in mutations}
    sound = run(folder, sorted(set(filter(None, caught.values()))), "--maxfail=1000")
    if sound.returncode not in {0, FAILED}:
        raise SystemExit(f"What they pass without could not be seen:\n{sound.stdout[-4000:]}")
    unsound = set(FAILURE.findall(sound.stdout))
    for name, test in caught.items():
        if test in unsound:
            print(f"{name}: {test} fails without it too")
    return {name: "" if test in unsound else test for name, test in caught.items()}


def first_failure(folder: Path, mutation: Mutation) -> str:
    began = time.monotonic()
    patch(folder, mutation.path)
    done = run(folder, mutation.tests, "-x")
    patch(folder, mutation.path, "--reverse")
    failed = FAILURE.search(done.stdout) if done.returncode == FAILED else None
    by = failed[1] if failed else ""
    print(f"{mutation.name:<36}{time.monotonic() - began:5.0f} s  {by or 'NOT CAUGHT'}", flush=True)
    if not by and done.returncode:
        print(done.stdout[-2000:], done.stderr[-2000:])
    return by


def write(found: Mapping[str, str], bugs: Sequence[str]) -> None:
    """Renew the rows of what was looked for now; the others stay, if there still is such a bug."""
    before = dict(ROW.findall(PAGE.read_text())) if PAGE.exists() else {}
    rows = {bug: found.get(bug) or before.get(bug, shown("")) for bug in bugs}
    PAGE.write_text(HEAD + "".join(f"| {bug} | {by} |\n" for bug, by in rows.items()))


def shown(test: str) -> str:
    return f"`{test}`" if test else "**nothing**"


def copy(folder: Path) -> None:
    listed = ["git", "ls-files", "--cached", "--others", "--exclude-standard"]
    names = subprocess.run(listed, cwd=ROOT, check=True, capture_output=True, text=True).stdout.splitlines()
    for name in names:
        if (ROOT / name).is_file():
            (folder / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy2(ROOT / name, folder / name)


def patch(folder: Path, path: Path, *options: str) -> None:
    subprocess.run(["git", "apply", *options, str(path)], cwd=folder, check=True)


def run(folder: Path, tests: Sequence[str], *options: str) -> subprocess.CompletedProcess[str]:
    sources = f"{folder}:{folder / 'platform'}"
    environment = {**os.environ, "PYTHONPATH": sources, "PYTHONDONTWRITEBYTECODE": "1"}
    command = [sys.executable, "-m", "pytest", "-q", "-rfE", "--tb=no", *options, *tests]
    how: dict[str, Any] = {"capture_output": True, "text": True, "timeout": PATIENCE}
    try:
        return subprocess.run(command, cwd=folder, env=environment, check=False, **how)
    except subprocess.TimeoutExpired:
        return subprocess.CompletedProcess(command, -1, "it hung", "")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
