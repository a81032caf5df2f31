"""The log file of an embedded server, appended to at each start and never allowed to grow for ever."""

import os
from pathlib import Path

from souk.embedded.files import open_file

_LARGE = 5_000_000


def open_log(path: Path) -> int:
    """Open the log for appending; one that has grown large becomes the only older one that is kept."""
    if path.exists() and path.stat().st_size > _LARGE:
        path.replace(path.with_suffix(".old.log"))
    return open_file(path, os.O_WRONLY | os.O_APPEND)
