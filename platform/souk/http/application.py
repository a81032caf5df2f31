"""Builds the ASGI application: Litestar routes, the gate stands in front."""

from collections.abc import Iterable
from functools import lru_cache
from typing import Any

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException
from litestar.types import ASGIApp, LifespanHook

from souk.cache import AnswerCache
from souk.configuration import LoggingSettings, WebSettings
from souk.http.answers import Answer
from souk.http.calls import call_of
from souk.http.departure import Departure
from souk.http.edge import Edge
from souk.http.gate import Gate
from souk.http.intakes import Intakes
from souk.http.keeping import KeptReads
from souk.http.problems import problem, problem_of
from souk.http.routes import Endpoint
from souk.http.routing import Places, litestar_handler
from souk.http.shedding import Shedding
from souk.http.turns import Turns
from souk.overload import Turnstile

NOT_FOUND = 404


def application(
    endpoints: Iterable[Endpoint],
    edge: Edge,
    web: WebSettings,
    logging: LoggingSettings,
    *,
    cache: AnswerCache | None = None,
    turnstile: Turnstile | None = None,
    sockets: ASGIApp | None = None,
    departure: Departure | None = None,
    starts: Iterable[LifespanHook] = (),
    stops: Iterable[LifespanHook] = (),
) -> ASGIApp:
    """Serve the endpoints; what Litestar itself refuses becomes a problem too.

    With a cache, what a route lets be `cached` is answered before there is any routing. WebSockets go to
    `sockets` and nowhere else. With a turnstile only so many are served at once; what the cache has at hand
    is not refused, since that would cost as much.
    """
    routes = list(endpoints)
    places = Places(routes, edge)
    app = places.behind(_router(places.paths, tuple(starts), tuple(stops)))
    if turnstile is not None:
        app = Shedding(app, turnstile, Turns(routes))
    if cache is not None:
        app = KeptReads(app, cache, routes, edge)
    return Gate(app, web, logging, Intakes(routes), sockets, departure)


@lru_cache(maxsize=8)
def _router(
    paths: tuple[str, ...], starts: tuple[LifespanHook, ...], stops: tuple[LifespanHook, ...]
) -> Litestar:
    """Return what finds the path of a request. It is kept: tests build the same shop again and again."""
    return Litestar(
        route_handlers=[litestar_handler(paths)],
        exception_handlers={HTTPException: _refused_by_litestar, Exception: _failed},
        on_startup=list(starts),
        on_shutdown=list(stops),
        openapi_config=None,
        logging_config=None,
    )


def _refused_by_litestar(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    identity = call_of(request.scope).id
    if error.status_code == NOT_FOUND:
        return _as_response(problem(404, "not_found", "There is nothing here.", identity))
    return _as_response(problem(400, "malformed", "The request is malformed.", identity))


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    return _as_response(problem_of(error, call_of(request.scope).id))


def _as_response(answer: Answer) -> Response[bytes]:
    headers = {name.decode(): value.decode() for name, value in answer.headers if name != b"content-length"}
    return Response(
        answer.body, status_code=answer.status, headers=headers, media_type=headers["content-type"]
    )
