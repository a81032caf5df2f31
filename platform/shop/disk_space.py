"""Looks for space on the disk before a database is put there."""

import shutil
from pathlib import Path

from souk.startup import StartFailed, say

_LITTLE = 300_000_000
_TOO_LITTLE = 100_000_000


def require_space(folder: Path) -> None:
    """Warn below 300 MB; raise StartFailed below 100 MB, where PostgreSQL would break."""
    free = shutil.disk_usage(folder).free
    if free < _TOO_LITTLE:
        raise StartFailed(
            f"Only {free // 1_000_000} MB are free on the disk of {folder}; the database needs 100.",
            "Free some space and start again.",
        )
    if free < _LITTLE:
        say(f"Only {free // 1_000_000} MB are free on the disk of {folder}; 300 MB would be wise.")
