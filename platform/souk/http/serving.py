"""Serves an endpoint through Litestar: authority first, then strict input, then the function, then bytes."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from litestar import HttpMethod, Request
from litestar.handlers import HTTPRouteHandler
from litestar.types import ASGIApp, HTTPRequestEvent

from souk.bus import Bus
from souk.configuration import Configuration, GeneralSettings, WebSettings
from souk.database.transactions import Carrier
from souk.http.answers import Answer, Stream, encoded
from souk.http.authentication import Authenticator, actor_behind
from souk.http.bodies import refuse_body
from souk.http.caching import cacheable
from souk.http.calls import Call, call_of
from souk.http.client_address import ClientAddresses
from souk.http.cursors import Cursors
from souk.http.idempotency import Claim, KeepingCarrier, OneCommand, key_of
from souk.http.keeping import keepable
from souk.http.parameters import ParameterReader, Parameters
from souk.http.problems import problem_of
from souk.http.routes import IN_PATH, LONGEST_NAME, Endpoint, Keys
from souk.http.unreadable import Unreadable
from souk.http.uploads import Upload
from souk.http.visits import Visit
from souk.kernel import NotFound
from souk.messages import Actor, Context

NO_PARAMETERS = ParameterReader(Parameters)

Calling = Callable[[Any, Call, Actor], Awaitable[Answer | Stream]]
Serve = Callable[[Request[Any, Any, Any]], Awaitable[ASGIApp]]


class Edge:
    """What every endpoint is served with."""

    def __init__(
        self, switchboard: KeepingCarrier, authenticator: Authenticator | None, configuration: Configuration
    ) -> None:
        self.switchboard = switchboard
        self.authenticator = authenticator
        self.web = configuration[WebSettings]
        self.secret = configuration[GeneralSettings].secret
        self.secure = self.web.public_url.startswith("https://")
        self.addresses = ClientAddresses(self.web.trusted_proxies)

    def visits(self, endpoint: Endpoint) -> Callable[[Any, Call], Visit]:
        """Return what makes the visits of an endpoint, whose cursors are its own."""
        cursors = Cursors(self.secret, endpoint.reason)
        return partial(Visit, addresses=self.addresses, cursors=cursors, secure=self.secure)

    def claim(self, endpoint: Endpoint, key: str) -> Claim:
        """Return a claim on the key, to be taken."""
        secret = self.secret.encode()
        return Claim(self.switchboard, endpoint, key, secret=secret, seconds=self.web.deadline_seconds)

    def upload(self, endpoint: Endpoint, call: Call) -> Upload:
        """Return the body that is still to come."""
        largest = endpoint.largest or self.web.largest_body
        receive = call.receive or _nothing
        return Upload(receive, call.headers, largest=largest, patience=self.web.receive_seconds)


async def _nothing() -> HTTPRequestEvent:
    """There is no body: a request that states no length has none."""
    return {"type": "http.request", "body": b"", "more_body": False}


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
    authenticator = edge.authenticator
    policy = endpoint.policy
    call_function = _calling(endpoint, edge)

    async def serve(request: Request[Any, Any, Any]) -> ASGIApp:
        call = call_of(request.scope)
        try:
            if endpoint.seconds is not None:
                call.finish_within(endpoint.seconds)
            sender = await actor_behind(call.authorization, authenticator) if policy.looks else None
            actor = policy.admit(sender)
            answer = await call_function(request.scope, call, actor)
            if endpoint.cached is None or isinstance(answer, Stream):
                return answer
            keepable(request.scope, answer, endpoint)
            return cacheable(answer, endpoint.cached, call.headers.get(b"if-none-match", b""))
        except Unreadable as refusal:
            return refusal.answer(call.id)
        except Exception as error:  # noqa: BLE001 - every failure has an answer of its own
            return problem_of(error, call.id)

    return serve


def _calling(endpoint: Endpoint, edge: Edge) -> Calling:
    """Return what reads the arguments, calls the function and encodes what it returns."""
    visit = edge.visits(endpoint)

    async def with_arguments(scope: Any, call: Call, actor: Actor, carrier: Carrier) -> Answer | Stream:
        arguments = _arguments(endpoint, scope, call)
        if endpoint.wants_bus:
            context = Context(
                actor=actor, reason=endpoint.reason, request_id=call.id, traceparent=call.traceparent
            )
            arguments[endpoint.wants_bus] = Bus(carrier, context)
        if endpoint.wants_visit:
            arguments[endpoint.wants_visit] = visit(scope, call)
        if endpoint.upload_name:
            arguments[endpoint.upload_name] = edge.upload(endpoint, call)
        value = await endpoint.function(**arguments)
        return encoded(value, endpoint.status, secure=edge.secure)

    async def plainly(scope: Any, call: Call, actor: Actor) -> Answer | Stream:
        return await with_arguments(scope, call, actor, edge.switchboard)

    async def once(scope: Any, call: Call, actor: Actor) -> Answer | Stream:
        answering = partial(with_arguments, scope, call, actor)
        key = key_of(endpoint, call)
        if key:
            return await edge.claim(endpoint, key).run(answering, actor, call, scope)
        return await answering(OneCommand(edge.switchboard, endpoint.reason))

    return plainly if endpoint.keys is Keys.IGNORED else once


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
    elif not endpoint.raw:
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
