"""HTML, put together so that nothing is ever left unescaped."""

from collections.abc import Iterable
from html import escape

VOID = frozenset({"meta"})


class Markup(str):
    """HTML that is finished; every other text is escaped when it is put inside."""

    __slots__ = ()


def tag(name: str, /, *inside: str, **attributes: str) -> Markup:
    """Return an element. `class_` is the attribute class; `open=""` one without a value."""
    shown = "".join(
        f' {key.rstrip("_").replace("_", "-")}="{escape(value)}"' if value else f" {key.rstrip('_')}"
        for key, value in attributes.items()
    )
    if name in VOID:
        return Markup(f"<{name}{shown}>")
    return Markup(f"<{name}{shown}>{together(inside)}</{name}>")


def together(parts: Iterable[str]) -> Markup:
    return Markup("".join(part if isinstance(part, Markup) else escape(part) for part in parts))


def with_code(text: str) -> Markup:
    """Show what stands between backticks as code."""
    pieces = text.split("`")
    return together(tag("code", piece) if number % 2 else piece for number, piece in enumerate(pieces))
