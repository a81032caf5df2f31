"""Only one shop runs on a data folder."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from souk.embedded.claim import Claim
from souk.embedded.files import make_folder
from souk.startup import StartFailed


@contextmanager
def single_instance(data_dir: Path, url: str) -> Iterator[bool]:
    """Hold the data folder for ourselves; yields whether an earlier run was killed rather than stopped.

    Raises StartFailed, naming the one that runs already.
    """
    try:
        make_folder(data_dir)
        claim = Claim(data_dir / "up.lock")
        before = claim.note()
        taken = claim.take(f"process {os.getpid()}, {url}")
    except OSError as trouble:
        raise StartFailed(
            f"Souk cannot write to {data_dir}: {trouble.strerror}.", "Run it as the owner of that folder."
        ) from trouble
    if not taken:
        raise _already_runs(before)
    try:
        yield before != ""
    finally:
        claim.release()


def _already_runs(note: str) -> StartFailed:
    process_id = "".join(filter(str.isdigit, note.partition(",")[0]))
    how = f" with: kill {process_id}" if process_id else " end its process."
    return StartFailed(f"Souk already runs here ({note}).", f"Stop it with Ctrl-C in its terminal, or{how}")
