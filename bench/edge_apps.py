"""The two applications that bench/edge.py compares: ours with everything on, and a bare Litestar handler."""

import sys

from litestar import Litestar, MediaType, get
from litestar.types import ASGIApp

from souk.configuration import PLATFORM_SECTIONS, LoggingSettings, WebSettings, load
from souk.http import Answer, public
from souk.http import get as served_get
from souk.http.application import application
from souk.http.edge import Edge
from souk.limits import Limiter
from souk.observability.logs import set_up_logs
from souk.runtime import settle_memory

PAGE = b'{"items":[' + b",".join(
    b'{"id":%d,"name":"A thing that is sold","price":599.99}' % n for n in range(20)
)
PAGE += b"]}"


@served_get("/api/pages/{slug}", policy=public)
async def show_page(slug: str) -> Answer:
    assert slug
    return Answer(200, PAGE)


@get("/api/pages/{slug:str}", media_type=MediaType.JSON)
async def show_bare(slug: str) -> bytes:
    assert slug
    return PAGE


def ours() -> ASGIApp:
    """Routing, guards, policy, limits, deadline, JSON logs (to the null device), metrics."""
    configuration = load(PLATFORM_SECTIONS, environment={}, overrides={"logging.format": "json"})
    set_up_logs(configuration[LoggingSettings])
    limiter = Limiter(None, ["general=999999999/3600"])
    edge = Edge(None, None, configuration, limiter)  # type: ignore[arg-type]
    return application(
        [show_page],
        edge,
        configuration[WebSettings],
        configuration[LoggingSettings],
        starts=[_settled],
    )


def bare() -> ASGIApp:
    """What Litestar costs by itself."""
    return Litestar([show_bare], openapi_config=None, logging_config=None, on_startup=[_settled])


async def _settled() -> None:
    settle_memory()
    sys.stderr.flush()
