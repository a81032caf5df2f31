"""Makes folders and files so that what root made in somebody's folder stays usable for that somebody."""

import os
from pathlib import Path


def make_folder(path: Path) -> None:
    """Make the folder and those above it that are missing, each for the owner of the folder around it."""
    if path.exists():
        return
    make_folder(path.parent)
    path.mkdir(exist_ok=True)
    if os.geteuid() == 0:
        around = path.parent.stat()
        os.chown(path, around.st_uid, around.st_gid)


def open_file(path: Path, flags: int) -> int:
    """Open the file, made if missing for the owner of its folder; never through a link."""
    file = os.open(path, flags | os.O_CREAT | os.O_NOFOLLOW, 0o600)
    if os.geteuid() == 0:
        around = path.parent.stat()
        os.fchown(file, around.st_uid, around.st_gid)
    return file
