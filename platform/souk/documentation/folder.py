"""The pages in their folder: written as a whole, compared as a whole."""

from collections.abc import Mapping
from pathlib import Path


def write(pages: Mapping[str, str], folder: Path) -> None:
    """Make the folder hold exactly these pages."""
    folder.mkdir(parents=True, exist_ok=True)
    for left_over in _committed(folder).keys() - pages.keys():
        (folder / left_over).unlink()
    for name, text in pages.items():
        (folder / name).write_text(text, encoding="utf-8")


def outdated(pages: Mapping[str, str], folder: Path) -> list[str]:
    """Say of each page what is wrong with the one in the folder; nothing, if all is well."""
    committed = _committed(folder)
    told = dict.fromkeys(pages.keys() - committed.keys(), "is missing")
    told |= dict.fromkeys(committed.keys() - pages.keys(), "is about a module that is gone")
    told |= {
        name: "says something else than the module's declaration"
        for name, text in pages.items()
        if committed.get(name, text) != text
    }
    return [f"{name} {what}" for name, what in sorted(told.items())]


def _committed(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.glob("*.md")}
