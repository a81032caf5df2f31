"""What a data folder remembers from one start to the next: its secret, its administrator, its servers."""

import os
import secrets
from pathlib import Path


def kept_secret(folder: Path, name: str, given: str | None = None) -> str:
    """Return what the folder keeps under this name; made up at the first time, or as given."""
    path = folder / name
    if given is None and path.is_file():
        kept = path.read_text().strip()
        if kept:
            return kept
    made = given or secrets.token_urlsafe(32 if name == "secret" else 12)
    write_private(path, made)
    return made


def write_private(path: Path, text: str) -> None:
    """Write a file that nobody else can read, whole or not at all."""
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}")
    draft.touch(mode=0o600)
    draft.write_text(text)
    draft.replace(path)
