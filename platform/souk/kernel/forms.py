"""Forms: patterns that a text must fit as a whole."""

from msgspec import Meta


def form(pattern: str, *, longest: int | None = None) -> Meta:
    r"""Constrain a text from its first character to its last, as Currency does in souk.kernel.money.

    A bare `$` would let a line feed through at the end, and `\Z` is unknown to the readers of our schemas.
    """
    return Meta(pattern=rf"^(?:{pattern})$(?!\n)", max_length=longest)
