"""A small stall for tests: one route for each way in which a request can reach a slice."""

import asyncio
import sys
from typing import Any
from uuid import UUID

from litestar.types import ASGIApp

from souk.configuration import PLATFORM_SECTIONS, Configuration, LoggingSettings, WebSettings, load
from souk.http import (
    Cookie,
    Endpoint,
    Reply,
    get,
    post,
    public,
    server,
    signed_in,
)
from souk.http.application import application
from souk.http.edge import Edge
from souk.messages import Actor, ActorKind
from souk.observability.logs import set_up_logs
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.things import (
    Things,
    change_thing,
    list_things,
    remove_thing,
    show_drawer,
    show_thing,
    store_thing,
)
from tests.souk.http.visiting import (
    export,
    show_visit,
    take_hook,
    take_upload,
    turn_other_page,
    turn_page,
)

ANN = Actor(kind=ActorKind.PERSON, id=UUID("019a8f00-0000-7000-8000-000000000001"))
CLERK = Actor(
    kind=ActorKind.PERSON,
    id=UUID("019a8f00-0000-7000-8000-000000000002"),
    capabilities=frozenset({"stall:keep"}),
)
FAR_TOO_LONG = 30.0
LONGER_THAN_THE_DEADLINE = 0.6


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
