"""The note in an environment that says from what it was made; an environment without one is unfinished."""

import hashlib
import json
import sys
from pathlib import Path

# A lock that contains another one completely makes that one's stamp true too.
_CONTAINED = {"development": ("development", "embedded"), "embedded": ("embedded",)}


class Stamp:
    """Written last and removed first, so that a killed installation never looks finished."""

    def __init__(self, root: Path) -> None:
        self._root = root
        self._path = root / ".venv" / "souk-stamp.json"

    def covers(self, lock: str) -> bool:
        """Whether the environment holds what the lock now says."""
        return self._read().items() >= self._wanted(lock).items()

    def write(self, lock: str) -> None:
        """Declare the environment finished."""
        self._path.write_text(json.dumps(self._wanted(lock), indent=1))

    def remove(self) -> None:
        """Declare the environment unfinished."""
        self._path.unlink(missing_ok=True)

    def _read(self) -> dict[str, str]:
        try:
            found: dict[str, str] = json.loads(self._path.read_text())
        except (OSError, ValueError):
            return {}
        return found

    def _wanted(self, lock: str) -> dict[str, str]:
        # The folder counts, since an environment that was moved keeps pointing to the old place.
        made_of = {"folder": str(self._root), "python": str(sys.implementation.cache_tag)}
        return made_of | {each: self._digest(each) for each in _CONTAINED[lock]}

    def _digest(self, lock: str) -> str:
        return hashlib.sha256((self._root / "requirements" / f"{lock}.txt").read_bytes()).hexdigest()
