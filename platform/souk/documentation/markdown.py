"""Markdown: headings, tables and diagrams as text."""

import inspect
from collections.abc import Iterable, Sequence

Row = Sequence[str]


def table(headings: Row, rows: Iterable[Row]) -> str:
    """Return the table; nothing where there is nothing to list."""
    lines = [_line(row) for row in rows]
    if not lines:
        return ""
    return "\n".join([_line(headings), "|" + " --- |" * len(headings), *lines])


def section(heading: str, *parts: str, level: int = 2) -> str:
    """Return the heading and what stands below it; nothing where nothing does."""
    filled = [part for part in parts if part]
    return "\n\n".join([f"{'#' * level} {heading}", *filled]) if filled else ""


def page(*sections: str) -> str:
    return "\n\n".join(part for part in sections if part) + "\n"


def diagram(lines: Iterable[str]) -> str:
    return "\n".join(["```mermaid", *lines, "```"])


def code(text: str) -> str:
    return f"`{text}`"


def sentence(thing: object) -> str:
    """The first paragraph of a docstring, on one line."""
    told = inspect.cleandoc(getattr(thing, "__doc__", None) or "")
    return " ".join(told.partition("\n\n")[0].split())


def _line(cells: Row) -> str:
    return "| " + " | ".join(cell.replace("|", "\\|").replace("\n", " ") for cell in cells) + " |"
