"""Routes of the stall that take and show things: bodies, parameters, refusals, versions."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from souk.http import (
    Amount,
    Body,
    Parameters,
    Reply,
    Shown,
    VersionRequired,
    Visit,
    delete,
    get,
    post,
    public,
    put,
    requires,
    version_tag,
)
from souk.kernel import NotFound, Refusal, Stale

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


@put("/api/things/{thing_id}", policy=public, reads=["If-Match"], refuses=[Stale, VersionRequired])
async def change_thing(thing_id: UUID, visit: Visit) -> Reply[Stored]:
    """Change a thing."""
    version = visit.expected_version()
    if version != 3:
        raise Stale
    return Reply(Stored(id=thing_id), headers=[version_tag(version + 1)])
