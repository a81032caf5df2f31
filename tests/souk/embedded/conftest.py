"""One finished cluster, made once and copied for each test that wants its own."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from souk.embedded import EmbeddedPostgres

PASSWORD = "the owner's / password"


@pytest.fixture(scope="session")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("template") / "postgres"
    with EmbeddedPostgres(folder, password=PASSWORD, durable=False):
        pass
    return folder


@pytest.fixture
def make_postgres(template: Path, tmp_path: Path) -> Callable[..., EmbeddedPostgres]:
    def make(name: str = "postgres", password: str = PASSWORD, port: int | None = None) -> EmbeddedPostgres:
        folder = tmp_path / name
        if not folder.exists():
            _copy(template, folder)
        return EmbeddedPostgres(folder, password=password, port=port, durable=False)

    return make


@pytest.fixture(scope="module")
def postgres(template: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[EmbeddedPostgres]:
    folder = tmp_path_factory.mktemp("shared") / "postgres"
    _copy(template, folder)
    with EmbeddedPostgres(folder, password=PASSWORD, durable=False) as server:
        yield server


@pytest.fixture
def run_until_ready() -> Iterator[Callable[[str], subprocess.Popen[str]]]:
    """Run a script in a process of its own until it prints its first line."""
    started: list[subprocess.Popen[str]] = []

    def run(script: str) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        child = subprocess.Popen(
            [sys.executable, "-c", script], env=environment, stdout=subprocess.PIPE, text=True
        )
        started.append(child)
        assert child.stdout
        assert child.stdout.readline()
        return child

    yield run
    for child in started:
        child.kill()
        child.communicate()


def _copy(template: Path, folder: Path) -> None:
    folder.parent.mkdir(parents=True, exist_ok=True)
    subprocess.run(["cp", "-a", template, folder], check=True)
