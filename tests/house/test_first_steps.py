"""The pages for newcomers, followed to the letter in a copy of the house by somebody who cannot think."""

import os
import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path
from typing import NamedTuple

import pytest

from souk.testing.servers import TestServers

ROOT = Path(__file__).parents[2]
BLOCK = re.compile(r"(?P<before>[^\n]+(?:\n[^\n]+)*)\n\n```(?P<kind>\w+)\n(?P<code>.*?)```", re.DOTALL)


class Step(NamedTuple):
    """A block of code and the paragraph before it, which says what to do with it."""

    before: str
    kind: str
    code: str


def steps(page: str) -> list[Step]:
    return [Step(**found.groupdict()) for found in BLOCK.finditer((ROOT / "docs" / page).read_text())]


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    """What a clone of the working tree would hold."""
    for name in ("modules", "platform", "tests", "migrations"):
        shutil.copytree(ROOT / name, tmp_path / name, ignore=shutil.ignore_patterns("__pycache__"))
    for name in ("pyproject.toml", ".importlinter"):
        if (ROOT / name).exists():
            shutil.copy2(ROOT / name, tmp_path)
    return tmp_path


def run(copy: Path, *command: str) -> None:
    """Run a program of this environment on the sources of the copy, with temporary paths of its own."""
    sources = os.pathsep.join([str(copy), str(copy / "platform")])
    variables = {name: value for name, value in os.environ.items() if not name.startswith("PYTEST_")}
    done = subprocess.run(
        [sys.executable, "-m", *command],
        cwd=copy,
        env=variables | {"PYTHONPATH": sources, "PYTEST_DEBUG_TEMPROOT": str(copy)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, f"{' '.join(command)}\n{done.stdout}{done.stderr}"


def follow(step: Step, copy: Path) -> None:
    if step.kind == "sh":
        for line in step.code.splitlines():
            program, *words = shlex.split(line)
            assert program == "./souk"
            run(copy, "shop", *words)
    elif step.kind == "python":
        *_, place = re.findall(r"`([\w/]+\.py)`", step.before)
        path = copy / place
        new = re.search(r"\bWrite `", step.before)
        assert path.is_file() is not bool(new), (
            f"{place} is to be changed and is not there, or the other way round"
        )
        before = re.search(r"before `(\w+)`", step.before)
        path.write_text(inserted(path.read_text(), before[1], step.code) if before else step.code)


def inserted(text: str, function: str, code: str) -> str:
    start = text.index(f"    def {function}(")
    return f"{text[:start]}{code}\n{text[start:]}"


@pytest.mark.slow
@pytest.mark.parametrize(("page", "module"), [("first-slice.md", "users"), ("first-module.md", "gifts")])
def test_leads_to_what_passes_its_tests_and_every_check(
    copy: Path, servers: TestServers, page: str, module: str
):
    followed = steps(page)
    assert len(followed) > 5
    for step in followed:
        follow(step, copy)
    sources = ["modules", f"tests/{module}"]
    run(copy, "ruff", "check", "--quiet", *sources)
    run(copy, "importlinter.cli", "lint")
    run(copy, "ruff", "format", "--check", "--quiet", *sources)
    if module == "gifts":  # once is enough: it reads the whole platform
        run(copy, "mypy", "-p", f"modules.{module}")
