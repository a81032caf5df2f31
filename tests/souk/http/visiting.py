"""Routes of the stall that look at the visit itself: its headers, its bytes, its place in a list."""

from collections.abc import AsyncIterator
from uuid import UUID

from souk.http import (
    Parameters,
    Shown,
    Stream,
    Upload,
    Visit,
    get,
    post,
    public,
)


class PageWanted(Parameters):
    cursor: str = ""


class VisitSeen(Shown):
    address: str
    languages: list[str]
    cookie: str | None
    size: int = 0


class NextPage(Shown):
    after: list[str]
    next_cursor: str


@post("/api/visits", policy=public, reads=["Accept-Language"])
async def show_visit(visit: Visit) -> VisitSeen:
    """Show what is known of the visit."""
    return VisitSeen(
        address=visit.address, languages=visit.languages, cookie=visit.cookie("rung"), size=len(visit.raw)
    )


@post("/api/hooks/{name}", policy=public, raw=True, largest=100)
async def take_hook(name: str, visit: Visit) -> VisitSeen:
    """Take bytes as they are."""
    return VisitSeen(address=name, languages=[], cookie=None, size=len(visit.raw))


@get("/api/pages", policy=public)
async def turn_page(wanted: PageWanted, visit: Visit) -> NextPage:
    """Turn the page."""
    after = visit.after(wanted.cursor, str, UUID) if wanted.cursor else ()
    return NextPage(after=[str(each) for each in after], next_cursor=visit.cursor("b", UUID(int=7)))


@get("/api/other-pages", policy=public)
async def turn_other_page(wanted: PageWanted, visit: Visit) -> NextPage:
    """Turn the page of another list."""
    return NextPage(after=[str(each) for each in visit.after(wanted.cursor, str, UUID)], next_cursor="")


@post("/api/uploads", policy=public, body_of=["text/csv"], largest=3_000_000)
async def take_upload(upload: Upload) -> VisitSeen:
    """Count the bytes of a long body."""
    size = 0
    async for piece in upload:
        size += len(piece)
    return VisitSeen(address="", languages=[], cookie=None, size=size)


@get("/api/exports", policy=public, produces="text/csv")
async def export() -> Stream:
    """Send many lines."""
    return Stream(_lines(), kind=b"text/csv")


async def _lines() -> AsyncIterator[bytes]:
    for number in range(3):
        yield b"line %d\n" % number
