"""Back-office lists: leafed through by a cursor, so that rows that come meanwhile shift nothing."""

from collections.abc import Callable, Sequence
from typing import Annotated, TypeVar

from msgspec import Meta

from souk.http.pages import LARGEST
from souk.http.parameters import Parameters

T = TypeVar("T")
Place = TypeVar("Place")


class LeafParameters(Parameters):
    """`cursor` is the `nextCursor` of the page before."""

    cursor: Annotated[str, Meta(max_length=1000)] | None = None
    page_size: Annotated[int, Meta(ge=1, le=LARGEST)] = 20


def leaf(found: Sequence[T], size: int, cursor: Callable[[T], Place]) -> tuple[Sequence[T], Place | None]:
    """Return a page, and the cursor of the next one if there is one: ask for one row more than a page has."""
    page = found[:size]
    return page, cursor(page[-1]) if len(found) > size else None
