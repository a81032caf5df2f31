"""The suite of one module needs no other module: their contracts are enough, answered by fakes."""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from souk.testing.servers import TestServers

HOUSE = Path(__file__).parents[2]
MODULES = sorted(path.parent.name for path in (HOUSE / "modules").glob("*/__init__.py"))
SUITES = [f"tests/{name}" for name in MODULES]


def run(*arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "PYTHONPATH": f"{HOUSE}{os.pathsep}{HOUSE / 'platform'}"}
    command = [sys.executable, *arguments]
    return subprocess.run(command, cwd=HOUSE, env=environment, capture_output=True, text=True, check=False)


def foreign(module: str, loaded: list[str]) -> list[str]:
    """Return what belongs to another module and not to its contracts; its bare package comes with those."""
    parts = [name.split(".") for name in loaded]
    return [".".join(p) for p in parts if p[1] != module and len(p) > 2 and p[2] != "contracts"]


@pytest.mark.slow
def test_each_suite_imports_its_own_module_and_others_contracts():
    done = run("tests/architecture/collect_alone.py", *SUITES)
    assert done.returncode == 0, done.stderr
    loaded = json.loads(done.stdout)
    assert [module for module in MODULES if f"modules.{module}.module" not in loaded[module]] == []
    assert {name: foreign(name, loaded[name]) for name in MODULES if foreign(name, loaded[name])} == {}


def test_code_of_another_module_is_told_from_its_contracts():
    contracts = ["modules.gifts", "modules.gifts.contracts", "modules.gifts.contracts.queries"]
    assert foreign("users", ["modules.users.tables", *contracts]) == []
    assert foreign("users", ["modules.users.tables", "modules.gifts.tables"]) == ["modules.gifts.tables"]


@pytest.mark.slow
@pytest.mark.parametrize("suite", SUITES)
def test_each_suite_passes_by_itself(suite: str, servers: TestServers):
    done = run("-m", "pytest", "-q", suite)
    assert done.returncode == 0, done.stdout
