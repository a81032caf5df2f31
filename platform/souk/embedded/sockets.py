"""Where a server's Unix socket lives: in its data folder, or in /tmp when that path is too long."""

import hashlib
import os
import re
from contextlib import suppress
from pathlib import Path

from souk.embedded.account import Account
from souk.startup import StartFailed

_LONGEST = 107
# Commas separate addresses in PostgreSQL's settings and URLs; such characters are easier avoided than quoted.
_PLAIN = re.compile(r"[\w/.+@ -]*", re.ASCII)


def socket_folder(data_dir: Path, file_name: str) -> Path:
    """The folder for the socket: the same for everybody who knows the data folder."""
    wanted = os.fsencode(data_dir / file_name)
    if len(wanted) <= _LONGEST and _PLAIN.fullmatch(str(data_dir)):
        return data_dir
    return Path("/tmp") / f"souk-{hashlib.sha256(wanted).hexdigest()[:16]}"  # noqa: S108 - private to us, see make_socket_folder


def make_socket_folder(folder: Path, account: Account | None) -> None:
    """Make the folder in /tmp for the account alone; refuse one that a stranger put there."""
    folder.mkdir(mode=0o700, exist_ok=True)
    allowed = {os.geteuid(), account.uid} if account else {os.geteuid()}
    if folder.is_symlink() or folder.lstat().st_uid not in allowed:
        raise StartFailed(f"The folder {folder} belongs to somebody else.", "Remove it and start again.")
    if account:
        os.chown(folder, account.uid, account.gid)


def remove_socket_folder(folder: Path) -> None:
    """Remove the folder if it is left empty."""
    with suppress(OSError):
        folder.rmdir()
