"""The system user that runs the servers when we are root, since PostgreSQL refuses to run as root."""

import os
import pwd
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

from souk.embedded.files import make_folder
from souk.startup import StartFailed

_NAME = "souk-postgres"


@dataclass(frozen=True, kw_only=True)
class Account:
    """A system user other than the one we are."""

    name: str
    uid: int
    gid: int


def take_possession(data_dir: Path) -> Account | None:
    """Make the data folder, private to whoever runs the server, and say who that is: None means ourselves.

    As root it is the owner of the folder (so that what root starts once, its owner can start again), or a
    system user of Souk's own where root owns the folder too.
    """
    make_folder(data_dir)
    if os.geteuid() != 0:
        _require_own(data_dir)
        account = None
    else:
        account = _owner_of(data_dir) or _souk_account()
        os.chown(data_dir, account.uid, account.gid)
    data_dir.chmod(0o700)
    return account


def _require_own(data_dir: Path) -> None:
    if data_dir.stat().st_uid != os.geteuid():
        raise StartFailed(
            f"The folder {data_dir} belongs to another user, who started Souk here before.",
            f"Start Souk as that user again, or make the folder yours: sudo chown -R $(id -u) '{data_dir}'",
        )


def _owner_of(folder: Path) -> Account | None:
    uid = folder.stat().st_uid
    try:
        return _account(pwd.getpwuid(uid)) if uid != 0 else None
    except KeyError:  # a user of another machine or container: initdb refuses to run without a name
        return None


def _souk_account() -> Account:
    try:
        return _account(pwd.getpwnam(_NAME))
    except KeyError:
        _add_user()
    try:
        return _account(pwd.getpwnam(_NAME))
    except KeyError:
        raise StartFailed(
            f"PostgreSQL refuses to run as root, and the system user {_NAME} could not be made.",
            f"Make it (useradd --system {_NAME}), or start Souk as an ordinary user.",
        ) from None


def _add_user() -> None:
    useradd = shutil.which("useradd", path="/usr/sbin:/sbin:/usr/bin:/bin")
    if useradd:
        command = [useradd, "--system", "--no-create-home", "--shell", "/usr/sbin/nologin", _NAME]
        subprocess.run(command, check=False, capture_output=True)


def _account(entry: pwd.struct_passwd) -> Account:
    return Account(name=entry.pw_name, uid=entry.pw_uid, gid=entry.pw_gid)
