"""A small stall for tests: one route for each way in which a request can reach a slice."""

import asyncio
import sys
from collections.abc import AsyncIterator
from datetime import datetime
from typing import Annotated, Any, Literal
from uuid import UUID

from litestar.types import ASGIApp
from msgspec import Meta

from souk.configuration import PLATFORM_SECTIONS, Configuration, LoggingSettings, WebSettings, load
from souk.http import (
    Amount,
    Body,
    Cookie,
    Endpoint,
    Parameters,
    Reply,
    Shown,
    Stream,
    Upload,
    VersionRequired,
    Visit,
    delete,
    get,
    post,
    public,
    put,
    requires,
    server,
    signed_in,
    version_tag,
)
from souk.http.application import application
from souk.http.edge import Edge
from souk.kernel import NotFound, Refusal, Stale
from souk.messages import Actor, ActorKind
from souk.observability.logs import set_up_logs
from souk.testing.authentication import TestAuthenticator

ANN = Actor(kind=ActorKind.PERSON, id=UUID("019a8f00-0000-7000-8000-000000000001"))
CLERK = Actor(
    kind=ActorKind.PERSON,
    id=UUID("019a8f00-0000-7000-8000-000000000002"),
    capabilities=frozenset({"stall:keep"}),
)
FAR_TOO_LONG = 30.0
LONGER_THAN_THE_DEADLINE = 0.6

Name = Annotated[str, Meta(min_length=1, max_length=40)]


class SoldOut(Refusal):
    """There is none left."""

    def __init__(self) -> None:
        super().__init__("There is none left.", available=0)


class Part(Body):
    sku: Name
    quantity: Annotated[int, Meta(ge=1, le=99)] = 1


class ThingBody(Body):
    name: Name
    quantity: Annotated[int, Meta(ge=1, le=2_147_483_647)]
    unit_price: Amount | None = None
    kind: Literal["new", "used"] = "new"
    since: datetime | None = None
    parts: Annotated[tuple[Part, ...], Meta(max_length=10)] = ()
    note: Annotated[str, Meta(max_length=200)] = ""


class ThingParameters(Parameters):
    page: Annotated[int, Meta(ge=1, le=1_000_000)] = 1
    page_size: Annotated[int, Meta(ge=1, le=100)] = 20
    sort: Literal["name", "-name"] = "name"
    in_stock: bool | None = None
    least_price: Amount | None = None
    q: Annotated[str, Meta(max_length=50)] = ""


class Stored(Shown):
    id: UUID


class Things(Shown):
    items: list[Stored]
    page: int


@post("/api/things", policy=public, status=201, refuses=[SoldOut])
async def store_thing(body: ThingBody) -> Stored:
    """Store a thing."""
    if body.name == "nothing left":
        raise SoldOut
    if body.unit_price is not None:
        body.unit_price.of("EUR")
    return Stored(id=UUID(int=0))


@get("/api/things", policy=public)
async def list_things(parameters: ThingParameters) -> Things:
    """List things."""
    return Things(items=[], page=parameters.page)


@get("/api/things/{thing_id}", policy=public, refuses=[NotFound])
async def show_thing(thing_id: UUID) -> Stored:
    """Show a thing."""
    return Stored(id=thing_id)


@delete("/api/things/{thing_id}", policy=requires("stall:keep"), status=204)
async def remove_thing(thing_id: UUID) -> None:
    """Take a thing away."""


@get("/api/drawers/{name}", policy=public)
async def show_drawer(name: str) -> Things:
    """Show what lies in a drawer."""
    return Things(items=[], page=len(name))


@get("/api/mine", policy=signed_in)
async def show_mine() -> Things:
    """Show the things of the one who asks."""
    return Things(items=[], page=1)


@post("/api/bell", policy=public)
async def ring() -> Reply[None]:
    """Ring, and be remembered by a cookie."""
    return Reply(None, cookies=[Cookie(name="rung", value="once", path="/api/bell", max_age=60)])


@get("/api/slow", policy=public)
async def be_slow() -> Things:
    """Take longer than anybody waits."""
    await asyncio.sleep(FAR_TOO_LONG)
    raise AssertionError("the deadline did not come")


@get("/api/patient", policy=public, seconds=5)
async def be_patient() -> Things:
    """Take longer than usual, as declared."""
    await asyncio.sleep(LONGER_THAN_THE_DEADLINE)
    return Things(items=[], page=1)


@get("/api/broken", policy=public)
async def be_broken() -> Things:
    """Fail, as software does."""
    raise RuntimeError("the-secret-inside")


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


@put("/api/things/{thing_id}", policy=public, reads=["If-Match"], refuses=[Stale, VersionRequired])
async def change_thing(thing_id: UUID, visit: Visit) -> Reply[Stored]:
    """Change a thing."""
    version = visit.expected_version()
    if version != 3:
        raise Stale
    return Reply(Stored(id=thing_id), headers=[version_tag(version + 1)])


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


ENDPOINTS: list[Endpoint] = [
    show_visit,
    take_hook,
    change_thing,
    turn_page,
    turn_other_page,
    take_upload,
    export,
    store_thing,
    list_things,
    show_thing,
    remove_thing,
    show_drawer,
    show_mine,
    ring,
    be_slow,
    be_patient,
    be_broken,
]


def settings(**overrides: object) -> Configuration:
    """Short limits, so that a test of one takes no longer than the limit."""
    short: dict[str, object] = {
        "web.receive_seconds": 0.8,
        "web.deadline_seconds": 0.4,
        "web.largest_body": 20_000,
        "web.allowed_hosts": ["stall.test", "127.0.0.1"],
        "logging.format": "json",
    }
    return load(PLATFORM_SECTIONS, environment={}, overrides=short | overrides)


def stall(configuration: Configuration) -> ASGIApp:
    switchboard: Any = None  # no endpoint of the stall takes the bus
    edge = Edge(switchboard, TestAuthenticator(None), configuration)
    return application(ENDPOINTS, edge, configuration[WebSettings], configuration[LoggingSettings])


def create() -> ASGIApp:
    """Make the application in granian's process."""
    configuration = settings()
    set_up_logs(configuration[LoggingSettings])
    return stall(configuration)


if __name__ == "__main__":
    server.serve("tests.souk.http.stall:create", settings(**{"web.port": int(sys.argv[1])})[WebSettings])
