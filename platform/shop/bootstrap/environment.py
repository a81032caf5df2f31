"""The virtual environment in .venv: made when it is missing, remade when it is not what the locks say."""

import fcntl
import os
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from shop.bootstrap.installer import install
from shop.bootstrap.stamp import Stamp
from souk.startup import StartFailed, say


class Environment:
    """One environment per checkout; several ./souk at once wait for the first to make it."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._folder = root / ".venv"
        self._notes = root / ".souk"
        self._stamp = Stamp(root)
        self.python = self._folder / "bin" / "python"

    def require(self, lock: str) -> None:
        """Make sure that everything in the lock is installed. Raises StartFailed."""
        if self._is_ready(lock):
            return
        try:
            with self._alone() as alone:
                if not self._is_ready(lock):
                    self._make(lock, alone)
        except OSError as trouble:
            raise _translated(trouble, self._root) from trouble

    def _is_ready(self, lock: str) -> bool:
        return self._stamp.covers(lock) and self._starts()

    def _starts(self) -> bool:
        if Path(sys.executable) == self.python:
            return True
        try:
            return subprocess.run([self.python, "-c", ""], check=False, capture_output=True).returncode == 0
        except OSError:
            return False

    def _make(self, lock: str, alone: int) -> None:
        extend = lock != "embedded" and self._is_ready("embedded")
        self._stamp.remove()
        if not extend:
            self._make_empty()
        log = self._notes / "bootstrap.log"
        install(self.python, self._root / "requirements" / f"{lock}.txt", log, alone)
        self._point_at_sources()
        self._stamp.write(lock)

    def _make_empty(self) -> None:
        """Begin anew, for what a killed pip left behind cannot be trusted."""
        ours = self._folder / "made-by-souk"
        if self._folder.exists() and not ours.exists():
            kept = self._notes / f"venv-of-{int(time.time())}"
            self._folder.rename(kept)
            say(f"The .venv that was here is not Souk's own; it is kept as {kept}.")
        venv.create(self._folder, clear=True, symlinks=True)
        ours.touch()

    def _point_at_sources(self) -> None:
        packages = self._folder / "lib" / f"python3.{sys.version_info.minor}" / "site-packages"
        (packages / "souk.pth").write_text(f"{self._root}\n{self._root / 'platform'}\n")

    @contextmanager
    def _alone(self) -> Iterator[int]:
        """Hold the lock; pip inherits it, so that nobody starts over while an orphaned pip still writes."""
        self._make_notes_folder()
        file = os.open(self._notes / "bootstrap.lock", os.O_RDWR | os.O_CREAT, 0o666)
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("Another ./souk is installing; waiting for it …")
            fcntl.flock(file, fcntl.LOCK_EX)
        try:
            yield file
        finally:
            os.close(file)

    def _make_notes_folder(self) -> None:
        self._notes.mkdir(exist_ok=True)
        if os.geteuid() == 0:
            checkout = self._root.stat()
            os.chown(self._notes, checkout.st_uid, checkout.st_gid)


def _translated(trouble: OSError, root: Path) -> StartFailed:
    if isinstance(trouble, PermissionError):
        return StartFailed(
            f"Souk may not write to {trouble.filename}.",
            f"Run it as the user who owns {root}, or remove {root / '.venv'} as that user first.",
        )
    return StartFailed(f"The environment could not be made: {trouble}.", "Mend that and start again.")
