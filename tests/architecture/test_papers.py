"""What is written beside the code keeps its promises too."""

import re
import tomllib
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[2]
DECISIONS = sorted((HOUSE / "docs/adr").glob("*.md"))
LOCKS = sorted((HOUSE / "requirements").glob("*.txt"))
PROJECT = (HOUSE / "pyproject.toml").read_text()

MOST_LINES = 60
RULE = re.compile(r'"([A-Z]+[0-9]*)",')
RULES = re.compile(r'\s+"[A-Z]')


@pytest.mark.parametrize("decision", DECISIONS, ids=lambda path: path.stem)
def test_a_decision_is_short_and_ends_in_what_enforces_it(decision: Path):
    lines = decision.read_text().rstrip().splitlines()
    assert len(lines) <= MOST_LINES
    assert any(line.startswith("Enforced by: ") for line in lines[-5:])


def test_there_are_locks_to_look_at():
    assert {path.stem for path in LOCKS} >= {"production", "development", "embedded"}


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.stem)
def test_a_lock_names_packages_and_no_place_to_get_them_from(lock: Path):
    places = re.compile(r"://|--(extra-)?index-url|--find-links|--trusted-host| @ ")
    assert [line for line in lock.read_text().splitlines() if places.search(line)] == []


def test_every_rule_that_is_switched_off_says_why():
    lint = tomllib.loads(PROJECT)["tool"]["ruff"]["lint"]
    rules = [rule for rules in (lint["ignore"], *lint["per-file-ignores"].values()) for rule in rules]
    lines = [line for line in PROJECT.splitlines() if RULES.match(line)]
    explained = [rule for line in lines if "#" in line for rule in RULE.findall(line.partition("#")[0])]
    assert sorted(explained) == sorted(rules)
