"""A rule that is switched off is switched off for a reason."""

import re
import tomllib
from pathlib import Path

PROJECT = (Path(__file__).parents[2] / "pyproject.toml").read_text()
RULE = re.compile(r'"([A-Z]+[0-9]*)",')
RULES = re.compile(r'\s+"[A-Z]')


def test_every_rule_that_is_switched_off_says_why():
    lint = tomllib.loads(PROJECT)["tool"]["ruff"]["lint"]
    rules = [rule for rules in (lint["ignore"], *lint["per-file-ignores"].values()) for rule in rules]
    lines = [line for line in PROJECT.splitlines() if RULES.match(line)]
    explained = [rule for line in lines if "#" in line for rule in RULE.findall(line.partition("#")[0])]
    assert sorted(explained) == sorted(rules)
