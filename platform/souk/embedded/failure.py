"""Reads from a program's last words why it could not start."""

from pathlib import Path

from souk.startup import StartFailed

_DISK_FULL = ("No space left on device", "Disk quota exceeded", "ENOSPC")
_LINES_SHOWN = 5


def read_from_log(name: str, log: Path, since: int = 0) -> StartFailed:
    """The failure that a program's log tells of, read from `since` on, so that old trouble is not blamed."""
    return read_from_output(name, _text(log, since), f"The whole story is in {log}.")


def read_from_output(name: str, output: str, where_to_look: str) -> StartFailed:
    """The failure that a program's output tells of: a full disk is recognised, anything else is quoted."""
    if any(sign in output for sign in _DISK_FULL):
        return StartFailed(
            f"{name} could not start because the disk is full.", "Free some space and start again."
        )
    last_words = "\n".join(f"    {line}" for line in output.splitlines()[-_LINES_SHOWN:])
    return StartFailed(f"{name} could not start. Its last words:\n{last_words}\n", where_to_look)


def _text(log: Path, since: int) -> str:
    with log.open("rb") as file:
        file.seek(since)
        return file.read().decode(errors="replace")
