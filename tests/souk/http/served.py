"""A real server in a process of its own, with its log at hand."""

import os
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path

from tests.souk.http.wire import exchange

ROOT = Path(__file__).parents[3]
STARTING = 60.0


class Served:
    """Where it listens, and what it has logged."""

    def __init__(self, port: int, log: Path, probe: str, process: "subprocess.Popen[bytes]") -> None:
        self._process = process
        self.address = ("127.0.0.1", port)
        self._log = log
        self._probe = probe

    def is_healthy(self) -> bool:
        request = f"GET {self._probe} HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\n\r\n"
        return exchange(self.address, request.encode()).status == 200

    def ask_to_stop(self) -> None:
        self._process.terminate()

    def stopped(self) -> int:
        """Wait until it has stopped; return its exit status."""
        return self._process.wait(30)

    def mark(self) -> int:
        """Return where the log ends now."""
        return self._log.stat().st_size

    def logged_since(self, mark: int) -> str:
        return self._log.read_bytes()[mark:].decode(errors="replace")


def free_port() -> int:
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        return int(listener.getsockname()[1])


@contextmanager
def serving(
    arguments: Sequence[str], port: int, log: Path, *, probe: str, variables: Mapping[str, str]
) -> Iterator[Served]:
    """Start it, wait until it answers the probe, and stop it in the end."""
    path = os.pathsep.join([str(ROOT), str(ROOT / "platform")])
    ours = {name: value for name, value in os.environ.items() if not name.startswith("SOUK_")}
    environment = {**ours, "PYTHONPATH": path, **variables}
    with log.open("wb") as out:
        process = subprocess.Popen([sys.executable, *arguments], env=environment, stdout=out, stderr=out)
    served = Served(port, log, probe, process)
    try:
        _wait(process, served)
        yield served
    finally:
        process.terminate()
        try:
            process.wait(15)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def _wait(process: subprocess.Popen[bytes], served: Served) -> None:
    deadline = time.monotonic() + STARTING
    while time.monotonic() < deadline:
        if process.poll() is not None:
            break
        try:
            if served.is_healthy():
                return
        except OSError:
            time.sleep(0.05)
    raise AssertionError(f"the server does not answer; its log:\n{served.logged_since(0)}")
