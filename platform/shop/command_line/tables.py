"""Tables for people, of which nothing is lost on a narrow terminal."""

from rich.table import Column, Table


def table(*names: str) -> Table:
    """Return a table whose first column stays on one line: it is copied into the next command."""
    first, *others = names
    return Table(
        Column(first, no_wrap=True, overflow="ignore"),
        *(Column(name, overflow="fold") for name in others),
    )
