"""The whole way up and down, with small stand-ins for the web process and the worker."""

import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

_SCRIPT = """
import sys, time
from pathlib import Path
from shop.process import ChildProcess
from shop.readiness import http_ready
from shop.up import UpOptions, up

folder, port = Path(sys.argv[1]), int(sys.argv[2])
web = "import http.server as h; h.HTTPServer(('127.0.0.1', {{}}), h.SimpleHTTPRequestHandler).serve_forever()"
ready = http_ready("127.0.0.1", port, "/")
sys.exit(up(UpOptions(
    data_dir=folder,
    port=port,
    owner_password="secret",
    database_url={database!r},
    prepare=lambda urls: ((folder / 'preparing').touch(), time.sleep({preparing})),
    processes=lambda urls: [
        ChildProcess("web", [sys.executable, "-c", web.format(port)], ready=ready),
        ChildProcess("worker", ["sleep", "60"]),
    ],
    finish=lambda: print("Finishing", file=sys.stderr, flush=True),
    welcome=lambda: [f"Open http://127.0.0.1:{{port}}"],
    last=lambda: (folder / 'preparing').unlink(missing_ok=True),
)))
"""
_EXTERNAL = _SCRIPT.format(database="postgresql://elsewhere", preparing=0)
_SLOW = _SCRIPT.format(database=None, preparing=60)

Up = Callable[..., subprocess.Popen[str]]


@pytest.fixture
def port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@pytest.fixture
def start_up(tmp_path: Path, port: int) -> Iterator[Up]:
    started: list[subprocess.Popen[str]] = []

    def start(script: str = _EXTERNAL) -> subprocess.Popen[str]:
        environment = {**os.environ, "PYTHONPATH": os.pathsep.join(path for path in sys.path if path)}
        argv = [sys.executable, "-c", script, str(tmp_path), str(port)]
        started.append(subprocess.Popen(argv, env=environment, stderr=subprocess.PIPE, text=True))
        return started[-1]

    yield start
    for process in started:
        process.kill()
        process.communicate()


def _read_until(process: subprocess.Popen[str], word: str) -> str:
    assert process.stderr
    return next((line for line in process.stderr if word in line), "")


def test_it_welcomes_and_stops_on_sigterm(start_up: Up) -> None:
    process = start_up()
    assert _read_until(process, "Open http")
    family = psutil.Process(process.pid).children(recursive=True)
    since = time.monotonic()
    process.send_signal(signal.SIGTERM)
    _, last_words = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Souk has stopped." in last_words
    assert "Traceback" not in last_words
    assert time.monotonic() - since < 5
    assert not any(child.is_running() for child in family)


def test_what_is_left_to_do_is_done_before_the_welcome(start_up: Up) -> None:
    process = start_up()
    assert _read_until(process, "Finishing")
    assert _read_until(process, "Open http")


def test_a_second_one_says_who_runs_already_and_leaves_its_things_alone(
    start_up: Up, port: int, tmp_path: Path
) -> None:
    first = start_up()
    assert _read_until(first, "Open http")
    second = start_up()
    _, said = second.communicate(timeout=10)
    assert second.returncode == 1
    assert f"Souk already runs here (process {first.pid}, http://127.0.0.1:{port})." in said
    assert f"kill {first.pid}" in said
    assert (tmp_path / "preparing").exists()
    first.send_signal(signal.SIGTERM)
    first.wait(10)
    assert not (tmp_path / "preparing").exists()


def test_a_killed_one_leaves_nothing_behind_and_the_next_one_comes_up(start_up: Up) -> None:
    first = start_up()
    assert _read_until(first, "Open http")
    family = psutil.Process(first.pid).children(recursive=True)
    first.kill()
    first.wait()
    second = start_up()
    _, alive = psutil.wait_procs(family, timeout=5)
    assert alive == []
    assert _read_until(second, "Open http")


def test_ctrl_c_while_the_data_is_prepared_stops_the_servers(start_up: Up, tmp_path: Path) -> None:
    process = start_up(_SLOW)
    preparing = tmp_path / "preparing"
    deadline = time.monotonic() + 15
    while not preparing.exists() and time.monotonic() < deadline:
        time.sleep(0.02)
    family = psutil.Process(process.pid).children(recursive=True)
    assert {child.name() for child in family} == {"postgres", "valkey-server"}
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=10)
    assert process.returncode == 0
    assert "Traceback" not in said
    assert not any(child.is_running() for child in family)
