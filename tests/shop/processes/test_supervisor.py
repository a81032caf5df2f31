"""How the supervisor treats its children."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

import psutil
import pytest

from shop.process import ChildProcess
from shop.stop_signals import StopRequested, stop_on_signals
from shop.supervisor import Supervisor
from souk.startup import StartFailed

_LOYAL = "import time; time.sleep(60)"
_DEAF = (
    "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); print(flush=True); time.sleep(60)"
)


class _Recorded:
    """A startable thing that writes down what happens to it, and ends whenever it is told to."""

    def __init__(self, name: str, diary: list[str]) -> None:
        self.name = name
        self._diary = diary

    def start(self) -> None:
        self._diary.append(f"{self.name} starts")

    def begin(self) -> None:
        self._diary.append(f"{self.name} begins")

    def wait(self) -> None:
        self._diary.append(f"{self.name} is ready")

    def restart(self) -> None:
        self._diary.append(f"{self.name} starts again")

    def stop(self) -> None:
        self._diary.append(f"{self.name} stops")

    def exit_status(self) -> int | None:
        return 1


@pytest.fixture
def stop_after() -> Iterator[list[threading.Timer]]:
    timers: list[threading.Timer] = []
    yield timers
    for timer in timers:
        timer.cancel()
        timer.join()


def _python(name: str, script: str, *, grace: float = 10.0) -> ChildProcess:
    return ChildProcess(name, [sys.executable, "-I", "-S", "-c", script], grace=grace)


def _our_children() -> Sequence[psutil.Process]:
    return psutil.Process().children(recursive=True)


def test_what_is_done_while_things_start_comes_before_they_are_waited_for() -> None:
    diary: list[str] = []
    with Supervisor() as supervisor, supervisor.starting(_Recorded("a", diary), _Recorded("b", diary)):
        diary.append("meanwhile")
    assert diary[:5] == ["a begins", "b begins", "meanwhile", "a is ready", "b is ready"]
    assert diary[5:] == ["b stops", "a stops"]


def test_what_fails_meanwhile_leaves_nothing_running() -> None:
    loyal, before, begun = _python("a loyal one", _LOYAL), set(_our_children()), set[psutil.Process]()
    with pytest.raises(ZeroDivisionError), Supervisor() as supervisor, supervisor.starting(loyal):
        begun.update(set(_our_children()) - before)
        _ = 1 / 0
    assert begun
    assert not any(child.is_running() for child in begun)


def test_what_dies_while_something_else_is_done_is_told() -> None:
    dying = ChildProcess("a dying one", [sys.executable, "-I", "-S", "-c", ""], ready=lambda: False)
    told = pytest.raises(StartFailed, match="ended before it was ready")
    with told, Supervisor() as supervisor, supervisor.starting(dying):
        assert _our_children()


def test_everything_stops_in_reverse_order() -> None:
    diary: list[str] = []
    with Supervisor() as supervisor:
        supervisor.start(_Recorded("web", diary))
        supervisor.start(_Recorded("worker", diary))
    assert diary == ["web starts", "worker starts", "worker stops", "web stops"]


def test_a_crashed_child_is_started_again_until_it_crashed_too_often(
    capsys: pytest.CaptureFixture[str],
) -> None:
    diary: list[str] = []
    with Supervisor(first_delay=0.01) as supervisor:
        supervisor.start(_Recorded("web", diary))
        with pytest.raises(StartFailed, match=r"web ended .exit status 1., for the 5th time"):
            supervisor.watch()
    assert diary == ["web starts", *["web starts again"] * 4, "web stops"]
    assert "web ended (exit status 1); starting it again in 0.01 s." in capsys.readouterr().err


def test_a_killed_child_comes_back_and_sigterm_stops_everything(stop_after: list[threading.Timer]) -> None:
    before = {process.pid for process in _our_children()}
    started: list[psutil.Process] = []
    followers: list[psutil.Process] = []
    with pytest.raises(StopRequested), stop_on_signals(), Supervisor(first_delay=0.01) as supervisor:
        supervisor.start(_python("web", _LOYAL))
        started += [process for process in _our_children() if process.pid not in before]
        started[0].kill()
        stop_after.append(threading.Timer(0.5, lambda: os.kill(os.getpid(), signal.SIGTERM)))
        stop_after[0].start()
        try:
            supervisor.watch()
        finally:
            followers += [process for process in _our_children() if process.pid not in before]
    assert [process.pid != started[0].pid for process in followers] == [True]
    assert not followers[0].is_running()


def test_a_child_that_ignores_the_request_is_killed_after_its_grace(tmp_path: Path) -> None:
    since = time.monotonic()
    ready = tmp_path / "ready"
    script = _DEAF.replace("print(flush=True)", f"open({str(ready)!r}, 'w')")
    deaf = ChildProcess("deaf", [sys.executable, "-c", script], ready=ready.exists, grace=0.2)
    deaf.start()
    deaf.stop()
    assert time.monotonic() - since < 3


def test_a_child_that_ends_before_it_is_ready_is_a_failed_start() -> None:
    child = ChildProcess("web", [sys.executable, "-c", "raise SystemExit(3)"], ready=lambda: False)
    with pytest.raises(StartFailed, match="web ended before it was ready"):
        child.start()


def test_a_program_that_does_not_exist_is_a_failed_start() -> None:
    with pytest.raises(StartFailed, match="could not be started"):
        ChildProcess("web", ["/nowhere/souk"]).start()


def test_a_fork_runs_our_function_and_tells_how_it_ended(tmp_path: Path) -> None:
    def leave_a_trace() -> None:
        (tmp_path / "trace").write_text(str(os.getpid()))
        raise SystemExit(3)

    child = ChildProcess("web", leave_a_trace, ready=lambda: False)
    with pytest.raises(StartFailed, match="web ended before it was ready"):
        child.start()
    assert (tmp_path / "trace").read_text() != str(os.getpid())


def test_a_fork_keeps_none_of_our_files_and_stops_when_asked(tmp_path: Path) -> None:
    seen = tmp_path / "seen"

    def look_around() -> None:
        seen.write_text(" ".join(file.name for file in Path("/proc/self/fd").iterdir()))
        signal.pause()

    with (tmp_path / "ours").open("w") as ours:
        child = ChildProcess("web", look_around, ready=lambda: seen.exists() and seen.read_text() != "")
        child.start()
        assert str(ours.fileno()) not in seen.read_text().split()
    assert child.exit_status() is None
    child.stop()
    assert child.exit_status() == 0
