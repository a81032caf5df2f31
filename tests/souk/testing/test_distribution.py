"""Which tests go to one worker as a whole."""

import subprocess
import sys
from pathlib import Path

import pytest

from souk.testing.distribution import TOGETHER, unit_of
from souk.testing.servers import TestServers

TOLD = """
from os import environ

def test_says_which_worker_this_is(request):
    with open({place!r}, "a") as place:
        print(environ["PYTEST_XDIST_WORKER"], file=place)
"""


def test_a_file_stays_whole():
    tests = ["tests/orders/test_quote.py::test_adds_up", "tests/orders/test_quote.py::test_rounds[1-0.5]"]
    assert {unit_of(test, []) for test in tests} == {"tests/orders/test_quote.py"}


def test_files_that_share_something_stay_together_and_others_do_not():
    tests = [f"tests/journeys/test_{name}.py::test_it" for name in ("buying", "trouble")]
    assert len({unit_of(test, ["tests/journeys/"]) for test in tests}) == 1
    assert len({unit_of(test, ["tests/shop/"]) for test in tests}) == 2


def test_whatever_stays_together_is_there(pytestconfig: pytest.Config):
    for start in pytestconfig.getini(TOGETHER):
        assert (
            len(
                list(pytestconfig.rootpath.glob(f"{start}*test_*.py" if start.endswith("/") else f"{start}*"))
            )
            > 1
        )


@pytest.mark.slow
def test_workers_keep_to_it(pytestconfig: pytest.Config, servers: TestServers, tmp_path: Path):
    """Whole runs: what says so is private to pytest and to xdist, and changes without notice."""
    place = tmp_path / "workers"
    for name in ("together/test_one", "together/test_two", "together/test_three", "test_four"):
        file = tmp_path / f"{name}.py"
        file.parent.mkdir(exist_ok=True)
        file.write_text(TOLD.format(place=f"{place}.{file.parent.name}"))
    settings = ["-c", str(pytestconfig.inipath), "--rootdir", str(tmp_path), "-o", f"{TOGETHER}=together/"]
    workers = ["-n", "2", "--dist", "loadfile", str(tmp_path)]
    subprocess.run([sys.executable, "-m", "pytest", *settings, *workers], cwd=tmp_path, check=True)
    told = Path(f"{place}.together").read_text().split()
    assert len(told) == 3
    assert len(set(told)) == 1
