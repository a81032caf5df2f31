"""Lets the database's own user reach files below folders that only root may enter."""

import os
import stat
from pathlib import Path

from souk.embedded.account import Account
from souk.startup import say


def let_through(path: Path, account: Account) -> None:
    """Allow the account to pass through (not to list) the folders above the path; say which were opened."""
    opened = [str(folder) for folder in path.parents if _open_if_shut(folder, account)]
    if opened:
        say(
            f"Allowed other users to pass through (not to read) {', '.join(opened)}: databases do not run as "
            f"root, so {path.name} runs as {account.name}."
        )


def make_readable(tree: Path) -> None:
    """Let everybody read a tree of programs, which a strict umask may have kept private."""
    for folder, _, names in os.walk(tree, topdown=False):
        for path in (Path(folder), *(Path(folder, name) for name in names)):
            _add(path, stat.S_IROTH)


def _open_if_shut(folder: Path, account: Account) -> bool:
    status = folder.stat()
    if status.st_uid == account.uid:
        needed = stat.S_IXUSR
    elif status.st_gid in os.getgrouplist(account.name, account.gid):
        needed = stat.S_IXGRP
    else:
        needed = stat.S_IXOTH
    if status.st_mode & needed:
        return False
    folder.chmod(stat.S_IMODE(status.st_mode) | needed)
    return True


def _add(path: Path, permission: int) -> None:
    mode = os.lstat(path).st_mode
    if stat.S_ISLNK(mode):
        return
    if mode & stat.S_IXUSR:
        permission |= stat.S_IXOTH
    if mode & permission != permission:
        Path(path).chmod(stat.S_IMODE(mode) | permission)
