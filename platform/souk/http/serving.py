"""Serves an endpoint through Litestar: authority first, then strict input, then the function, then bytes."""

from collections.abc import Awaitable, Callable
from typing import Any, NamedTuple
from uuid import UUID

from litestar import HttpMethod, Request
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp

from souk.bus import Bus
from souk.database.transactions import Carrier
from souk.http.answers import encoded
from souk.http.authentication import Authenticator, actor_behind
from souk.http.bodies import refuse_body
from souk.http.caching import cacheable
from souk.http.calls import Call, call_of
from souk.http.parameters import ParameterReader, Parameters
from souk.http.problems import problem_of
from souk.http.routes import IN_PATH, LONGEST_NAME, Endpoint
from souk.kernel import NotFound
from souk.messages import Context

NO_PARAMETERS = ParameterReader(Parameters)

Serve = Callable[[Request[Any, Any, Any]], Awaitable[ASGIApp]]


class Edge(NamedTuple):
    """What every endpoint is served with."""

    switchboard: Carrier
    authenticator: Authenticator | None
    secure_cookies: bool


def litestar_handler(endpoint: Endpoint, edge: Edge) -> HTTPRouteHandler:
    """Make the handler that Litestar routes to. Its own parsing stays unused: see docs/adr.

    The status that Litestar is told is not used: the answer brings its own, a 204 for example, which Litestar
    would not let a handler that returns something have.
    """
    serve = _serving(endpoint, edge)
    path = IN_PATH.sub(r"{\1:str}", endpoint.path)
    route = HTTPRouteHandler(path, http_method=[HttpMethod(endpoint.method)], status_code=200)
    return route(serve)


def _serving(endpoint: Endpoint, edge: Edge) -> Serve:
    switchboard, authenticator, secure = edge
    policy = endpoint.policy
    reason = f"{endpoint.method} {endpoint.path}"

    async def serve(request: Request[Any, Any, Any]) -> ASGIApp:
        call = call_of(request.scope)
        try:
            if endpoint.seconds is not None:
                call.finish_within(endpoint.seconds)
            sender = await actor_behind(call.authorization, authenticator) if policy.looks else None
            actor = policy.admit(sender)
            arguments = _arguments(endpoint, request.scope, call)
            if endpoint.wants_bus:
                context = Context(
                    actor=actor, reason=reason, request_id=call.id, traceparent=call.traceparent
                )
                arguments[endpoint.wants_bus] = Bus(switchboard, context)
            value = await endpoint.function(**arguments)
            answer = encoded(value, endpoint.status, secure=secure)
            if endpoint.cached is None:
                return answer
            return cacheable(answer, endpoint.cached, call.headers.get(b"if-none-match", b""))
        except Exception as error:  # noqa: BLE001 - every failure has an answer of its own
            return problem_of(error, call.id)

    return serve


def _arguments(endpoint: Endpoint, scope: Any, call: Call) -> dict[str, Any]:
    arguments: dict[str, Any] = {}
    for name, kind in endpoint.in_path.items():
        text = scope["path_params"][name]
        if len(text) > LONGEST_NAME:
            raise NotFound
        arguments[name] = _uuid(text) if kind is UUID else text
    if endpoint.parameters:
        arguments[endpoint.parameters_name] = endpoint.parameters.read(scope["query_string"])
    elif scope["query_string"]:
        NO_PARAMETERS.read(scope["query_string"])
    if endpoint.body:
        arguments[endpoint.body_name] = endpoint.body.read(call.body)
    else:
        refuse_body(call.body)
    return arguments


def _uuid(text: str) -> UUID:
    """Ids have one spelling; whatever else stands in their place does not exist."""
    try:
        found = UUID(text)
    except ValueError:
        raise NotFound from None
    if str(found) != text.lower():
        raise NotFound
    return found
