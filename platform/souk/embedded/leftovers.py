"""Finds and stops servers that an earlier, killed start left running on the same data."""

import signal
from collections.abc import Sequence
from pathlib import Path

import psutil

from souk.startup import StartFailed


def stop_leftovers(program: str, folder: Path, *farewells: tuple[signal.Signals, float]) -> None:
    """Stop each such program that works in the folder; only for the holder of the folder's claim."""
    for farewell, patience in farewells:
        left = _working_in(program, folder)
        if not left:
            return
        _send(left, farewell)
        psutil.wait_procs(left, timeout=patience)
    if _working_in(program, folder):
        raise StartFailed(
            f"An earlier {program} still works in {folder} and cannot be stopped.",
            "Stop it by hand and start again.",
        )


def _working_in(program: str, folder: Path) -> Sequence[psutil.Process]:
    return [
        each for each in psutil.process_iter(["name"]) if each.info["name"] == program and _uses(each, folder)
    ]


def _uses(process: psutil.Process, folder: Path) -> bool:
    try:
        if str(folder) in process.cmdline():
            return True
        return process.cwd() == str(folder)
    except psutil.Error:  # it just ended, or it belongs to somebody else
        return False


def _send(processes: Sequence[psutil.Process], farewell: signal.Signals) -> None:
    """Signal the processes at the top only: a server stops its own."""
    ours = {process.pid for process in processes}
    for process in processes:
        try:
            if process.ppid() not in ours:
                process.send_signal(farewell)
        except psutil.NoSuchProcess:
            continue
