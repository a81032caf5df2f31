"""Where things are: the checkout, the data folder, the migrations, the settings files."""

import os
import sys
from pathlib import Path

from souk.startup import StartFailed

ROOT = Path(__file__).parents[2]
IN_CHECKOUT = (ROOT / "pyproject.toml").is_file()


def data_folder() -> Path:
    """`.souk` in the checkout, or here for an installed shop; SOUK_DATA_DIR says otherwise."""
    given = os.environ.get("SOUK_DATA_DIR")
    return Path(given).resolve() if given else (ROOT if IN_CHECKOUT else Path.cwd()) / ".souk"


def migrations_folder() -> Path:
    return ROOT / "migrations" if IN_CHECKOUT else Path(sys.prefix) / "share" / "souk" / "migrations"


def running_settings(folder: Path) -> Path:
    """What a running `souk up` tells the other commands: its servers and its secret."""
    return folder / "running.toml"


def settings_files() -> list[Path]:
    """The least first: what runs here, then the shop's own file. StartFailed if that is named and missing."""
    given = os.environ.get("SOUK_CONFIG")
    if given and not Path(given).is_file():
        raise StartFailed(f"SOUK_CONFIG names {given}, and there is no such file.", "Mend it, or unset it.")
    own = Path(given) if given else (ROOT if IN_CHECKOUT else Path.cwd()) / "souk.toml"
    return [running_settings(data_folder()), own]
