"""Children that are forked: they run a function of ours, with all that we have imported."""

import os
import signal
import subprocess
import sys
import time
import traceback
from collections.abc import Callable

from souk.orphans import die_with

_LOOK_EVERY = 0.02
_FIRST_OWN_FILE = 3
_MOST_FILES = 65_536
_FAILED = 1


class Fork:
    """A forked child, to be treated like a subprocess.Popen."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.returncode: int | None = None

    def poll(self) -> int | None:
        """Return how it ended, None while it runs; negative is the signal that killed it."""
        if self.returncode is None:
            ended, status = os.waitpid(self.pid, os.WNOHANG)
            if ended:
                self.returncode = os.waitstatus_to_exitcode(status)
        return self.returncode

    def wait(self, timeout: float | None = None) -> int:
        """Return how it ended. Raises subprocess.TimeoutExpired when it still runs after that time."""
        deadline = None if timeout is None else time.monotonic() + timeout
        while (status := self.poll()) is None:
            if deadline is not None and time.monotonic() > deadline:
                raise subprocess.TimeoutExpired([str(self.pid)], timeout or 0)
            time.sleep(_LOOK_EVERY)
        return status

    def send_signal(self, sig: signal.Signals, /) -> None:
        if self.poll() is None:
            os.kill(self.pid, sig)


def fork_child(work: Callable[[], None], *, when_orphaned: signal.Signals) -> Fork:
    """Run the function in a child, in its own process group, without our files and our signal handlers.

    The kernel sends it `when_orphaned` when the thread that called this ends: call it from the main thread,
    and while there is no other, for a lock that another thread holds at this moment is never released there.
    """
    sys.stdout.flush()
    sys.stderr.flush()
    parent = os.getpid()
    pid = os.fork()
    if pid:
        return Fork(pid)
    status = _FAILED
    try:
        _settle(parent, when_orphaned)
        work()
        status = 0
    except SystemExit as ending:
        status = ending.code if isinstance(ending.code, int) else _FAILED
    except BaseException:  # noqa: BLE001 - nothing may leave this frame: it is the parent's
        traceback.print_exc()
    finally:
        sys.stderr.flush()
        os._exit(status)


def _settle(parent: int, farewell: signal.Signals) -> None:
    """Become a process of our own: the parent's locks are held by its files, its manners by its handlers."""
    os.setpgid(0, 0)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.SIG_DFL)
    os.closerange(_FIRST_OWN_FILE, _MOST_FILES)
    nothing = os.open(os.devnull, os.O_RDONLY)
    os.dup2(nothing, 0)
    os.close(nothing)
    die_with(parent, farewell)
