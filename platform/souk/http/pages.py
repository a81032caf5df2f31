"""Storefront lists: a page of so many, out of so many."""

from typing import Annotated, Generic, TypeVar

from msgspec import Meta

from souk.http.bodies import Shown
from souk.http.parameters import Parameters

T = TypeVar("T")

FARTHEST = 1_000_000
LARGEST = 100


class PageParameters(Parameters):
    """Which page; one behind the last is empty, and no page is far enough out to overflow anything."""

    page: Annotated[int, Meta(ge=1, le=FARTHEST)] = 1
    page_size: Annotated[int, Meta(ge=1, le=LARGEST)] = 20


class PageOf(Shown, Generic[T]):
    """One page, and how many there are on all pages together."""

    items: list[T]
    total_count: int
    page: int
    page_size: int
