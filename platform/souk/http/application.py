"""Builds the ASGI application: Litestar routes, the gate stands in front."""

from collections.abc import Iterable
from typing import Any

from litestar import Litestar, Request, Response
from litestar.exceptions import HTTPException, MethodNotAllowedException
from litestar.types import ASGIApp, LifespanHook

from souk.cache import AnswerCache
from souk.configuration import LoggingSettings, WebSettings
from souk.http.answers import Answer
from souk.http.calls import call_of
from souk.http.edge import Edge
from souk.http.gate import Gate
from souk.http.intakes import Intakes
from souk.http.keeping import KeptReads
from souk.http.options import allow, options_handlers
from souk.http.problems import problem, problem_of
from souk.http.routes import Endpoint
from souk.http.serving import litestar_handler

CODES = {404: "not_found", 405: "method_not_allowed"}
DETAILS = {
    "not_found": "There is nothing here.",
    "method_not_allowed": "This method is not served here.",
    "malformed": "The request is malformed.",
}


def application(
    endpoints: Iterable[Endpoint],
    edge: Edge,
    web: WebSettings,
    logging: LoggingSettings,
    *,
    cache: AnswerCache | None = None,
    sockets: ASGIApp | None = None,
    starts: Iterable[LifespanHook] = (),
    stops: Iterable[LifespanHook] = (),
) -> ASGIApp:
    """Serve the endpoints; what Litestar itself refuses (no route, wrong method) becomes a problem too.

    With a cache, what a route lets be `cached` is answered before there is any routing. WebSockets go to
    `sockets` and nowhere else.
    """
    routes = list(endpoints)
    litestar = Litestar(
        route_handlers=[*options_handlers(routes), *(litestar_handler(each, edge) for each in routes)],
        exception_handlers={HTTPException: _refused_by_litestar, Exception: _failed},
        on_startup=list(starts),
        on_shutdown=list(stops),
        openapi_config=None,
        logging_config=None,
    )
    app: ASGIApp = litestar if cache is None else KeptReads(litestar, cache, routes, edge)
    return Gate(app, web, logging, Intakes(routes), sockets)


def _refused_by_litestar(request: Request[Any, Any, Any], error: HTTPException) -> Response[bytes]:
    code = CODES.get(error.status_code, "malformed")
    status = error.status_code if error.status_code in CODES else 400
    answer = problem(status, code, DETAILS[code], call_of(request.scope).id)
    if isinstance(error, MethodNotAllowedException):
        answer.headers.append(allow((error.headers or {})["allow"].split(", ")))
    return _as_response(answer)


def _failed(request: Request[Any, Any, Any], error: Exception) -> Response[bytes]:
    return _as_response(problem_of(error, call_of(request.scope).id))


def _as_response(answer: Answer) -> Response[bytes]:
    headers = {name.decode(): value.decode() for name, value in answer.headers if name != b"content-length"}
    return Response(
        answer.body, status_code=answer.status, headers=headers, media_type=headers["content-type"]
    )
