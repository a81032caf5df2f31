"""A claim on a folder: whoever holds it is alive, for the kernel drops it with the process."""

import fcntl
import os
from pathlib import Path

from souk.embedded.files import open_file


class Claim:
    """An exclusive lock on a file, with a note in it for those who come second.

    The lock ends with the process that took it, however that ends; the note of a killed holder stays behind,
    the note of one that released its claim does not.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._file: int | None = None

    def take(self, note: str) -> bool:
        """Take the claim and leave the note; False if somebody alive holds it."""
        file = open_file(self._path, os.O_RDWR)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            os.close(file)
            return False
        self._file = file
        _write(file, note)
        return True

    def note(self) -> str:
        """What the holder, or a killed one before it, wrote; empty if nobody did."""
        return self._path.read_text() if self._path.exists() else ""

    def release(self) -> None:
        """Give the claim up; does nothing if it is not held."""
        if self._file is not None:
            _write(self._file, "")
            os.close(self._file)
            self._file = None


def _write(file: int, note: str) -> None:
    os.ftruncate(file, 0)
    os.pwrite(file, note.encode(), 0)
