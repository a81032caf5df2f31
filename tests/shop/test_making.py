"""A new slice or module passes every check as it was generated."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from shop.making import make_module, make_slice
from shop.places import ROOT
from souk.startup import StartFailed
from souk.testing.servers import TestServers

LINT_IMPORTS = "import sys; from importlinter.cli import lint_imports; sys.exit(lint_imports())"
PARTS = ["modules", "platform", "migrations", "tests/users", "pyproject.toml", ".importlinter"]


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A copy of what a new slice touches and is checked with."""
    for part in PARTS:
        source, target = ROOT / part, tmp_path / part
        target.parent.mkdir(parents=True, exist_ok=True)
        if source.is_dir():
            shutil.copytree(source, target, ignore=shutil.ignore_patterns("__pycache__"))
        else:
            shutil.copy(source, target)
    return tmp_path


def run(folder: Path, *command: str) -> str:
    sources = {"PYTHONPATH": f"{folder}:{folder / 'platform'}", "PYTEST_DEBUG_TEMPROOT": str(folder)}
    environment = {**os.environ, **sources}
    done = subprocess.run(
        [sys.executable, *command],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def check(folder: Path, written: list[Path], suite: str) -> None:
    names = sorted({str(path.relative_to(folder)) for path in written})
    run(folder, "-m", "ruff", "format", *names)
    run(folder, "-m", "ruff", "check", *names)
    assert " 0 broken" in run(folder, "-c", LINT_IMPORTS)
    assert "passed" in run(folder, "-m", "pytest", "-q", suite)


@pytest.mark.slow
def test_a_new_slice_passes_every_check(checkout: Path, servers: TestServers):
    written = make_slice(checkout, "users", "rename_account")
    check(checkout, written, "tests/users/test_rename_account.py")


@pytest.mark.slow
def test_a_new_slice_in_a_new_module_passes_every_check(checkout: Path, servers: TestServers):
    written = make_module(checkout, "gifts")
    written += make_slice(checkout, "gifts", "wrap_gift")
    check(checkout, written, "tests/gifts")


@pytest.mark.slow
def test_what_is_generated_is_typed(checkout: Path):
    make_slice(checkout, "users", "rename_account")
    make_module(checkout, "gifts")
    make_slice(checkout, "gifts", "wrap_gift")
    run(checkout, "-m", "mypy", "-p", "modules")


@pytest.mark.parametrize(
    ("module", "name", "problem"),
    [
        ("users", "Register", "cannot be a name"),
        ("users", "../x", "cannot be a name"),
        ("users", "register", "is no slice"),
        ("users", "log_in", "is there already"),
        ("nobody", "wrap_gift", "There is no module"),
    ],
)
def test_says_what_is_wrong_with_a_name(checkout: Path, module: str, name: str, problem: str):
    with pytest.raises(StartFailed, match=problem):
        make_slice(checkout, module, name)


ONE, *OTHERS = ("users", "cart", "catalog", "orders", "payments")


@pytest.mark.parametrize("module", [ONE, *(pytest.param(each, marks=pytest.mark.slow) for each in OTHERS)])
def test_a_new_slice_finds_its_place_however_a_module_is_wired(checkout: Path, module: str):
    make_slice(checkout, module, "wrap_gift")
    wiring = (checkout / "modules" / module / "module.py").read_text()
    names = ", ".join(["post_wrap_gift", "wrap_gift"])
    run(checkout, "-c", f"from modules.{module}.module import {names}, module")
    assert wiring.count("handles(wrap_gift)") == 1
