"""Child processes that never outlive the process which started them, not even when that one is killed."""

import os
import signal
import subprocess
from collections.abc import Mapping, Sequence
from contextlib import suppress
from functools import partial
from pathlib import Path
from typing import Protocol

from souk.embedded.account import Account
from souk.orphans import die_with


class Child(Protocol):
    """A child process: a subprocess.Popen, or a fork."""

    pid: int

    def poll(self) -> int | None: ...
    def wait(self, timeout: float | None = None) -> int: ...
    def send_signal(self, sig: signal.Signals, /) -> None: ...


def start_child(
    argv: Sequence[str | Path],
    *,
    when_orphaned: signal.Signals,
    stdin: int = subprocess.DEVNULL,
    output: int | None = None,
    env: Mapping[str, str] | None = None,
    folder: Path | None = None,
    account: Account | None = None,
) -> subprocess.Popen[bytes]:
    """Start a program in its own process group, where a Ctrl-C at the terminal does not reach it.

    The kernel sends `when_orphaned` when the thread that called this ends: call it from the main thread.
    Output goes to the given file, or where ours goes.
    """
    return subprocess.Popen(
        argv,
        stdin=stdin,
        stdout=output,
        stderr=None if output is None else subprocess.STDOUT,
        env=env,
        cwd=folder,
        user=account.uid if account else None,
        group=account.gid if account else None,
        extra_groups=[] if account else None,
        process_group=0,
        # Runs after the change of user, which would clear the signal again.
        preexec_fn=partial(die_with, os.getpid(), when_orphaned),
    )


def stop_child(child: Child, *farewells: tuple[signal.Signals, float]) -> None:
    """Send each signal in turn and wait its seconds for the end; at last kill the whole group."""
    for farewell, patience in farewells:
        if _ends_after(child, farewell, patience):
            break
    kill_group(child)
    child.wait()


def kill_group(child: Child) -> None:
    """Kill whatever is left of the child and its own children."""
    with suppress(ProcessLookupError):
        os.killpg(child.pid, signal.SIGKILL)


def _ends_after(child: Child, farewell: signal.Signals, patience: float) -> bool:
    child.send_signal(farewell)
    try:
        child.wait(patience)
    except subprocess.TimeoutExpired:
        return False
    return True
