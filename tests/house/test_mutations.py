"""The deliberate bugs of tests/mutations still fit the code, and each has been caught."""

import re
import subprocess
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PATCHES = sorted((ROOT / "tests/mutations").glob("*.patch"))
PAGE = (ROOT / "docs/mutations.md").read_text()

each_patch = pytest.mark.parametrize("patch", PATCHES, ids=lambda patch: patch.stem)


@each_patch
def test_it_can_be_applied(patch: Path):
    command = ["git", "apply", "--check", str(patch)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, f"{done.stderr}Make it anew: the code that it breaks has changed."


@each_patch
def test_it_says_what_the_bug_is_and_which_tests_must_catch_it(patch: Path):
    bug, empty, tests, *_ = patch.read_text().splitlines()
    assert bug.endswith(".")
    assert empty == ""
    named = tests.removeprefix("Caught by: ").split()
    assert named
    assert [test for test in named if not (ROOT / test.partition("::")[0]).exists()] == []


@each_patch
def test_it_was_caught(patch: Path):
    bug = patch.read_text().partition("\n")[0]
    (caught,) = re.findall(rf"^\| {re.escape(bug)} \| `(.+)` \|$", PAGE, re.MULTILINE)
    file, _, test = caught.partition("::")
    name = test.partition("[")[0]
    assert f"def {name}(" in (ROOT / file).read_text()


def test_none_changes_anything_but_the_product():
    changed = {
        path for patch in PATCHES for path in re.findall(r"^\+\+\+ b/(.+)$", patch.read_text(), re.MULTILINE)
    }
    assert changed
    assert {path.partition("/")[0] for path in changed} <= {"modules", "platform", "migrations"}
    assert len(PATCHES) >= 20
