"""Serves an endpoint: authority first, then strict input, then the function, then bytes."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any
from uuid import UUID

from souk.bus import Bus
from souk.database.transactions import Carrier
from souk.http.answers import Answer, Stream, encoded
from souk.http.authentication import actor_behind
from souk.http.bodies import refuse_body
from souk.http.caching import cacheable
from souk.http.calls import Call
from souk.http.edge import Edge
from souk.http.idempotency import OneCommand, key_of
from souk.http.keeping import COUNTED, keepable
from souk.http.limiting import rate_headers
from souk.http.packing import may_pack, pack
from souk.http.parameters import ParameterReader, Parameters
from souk.http.problems import problem_of
from souk.http.routes import LONGEST_NAME, Endpoint, Keys
from souk.http.unreadable import Unreadable
from souk.kernel import NotFound
from souk.messages import ANONYMOUS, Actor, Context

NO_PARAMETERS = ParameterReader(Parameters)

Calling = Callable[[Any, Call, Actor], Awaitable[Answer | Stream]]
Serve = Callable[[Any, Call], Awaitable[Answer | Stream]]


def serving(endpoint: Endpoint, edge: Edge) -> Serve:
    """Return what answers the requests of an endpoint. It never raises: every failure is an answer too.

    What the cache in front keeps it packs itself, once for all.
    """
    admitted = _admitting(endpoint, edge)
    call_function = _calling(endpoint, edge)
    packs = may_pack(endpoint)

    async def answered(scope: Any, call: Call) -> Answer | Stream:
        if endpoint.seconds is not None:
            call.finish_within(endpoint.seconds)
        actor = await admitted(scope, call)
        answer = await call_function(scope, call, actor)
        if endpoint.cached is None or isinstance(answer, Stream):
            return answer
        keepable(scope, answer, endpoint)
        return cacheable(answer, endpoint.cached, call.headers.get(b"if-none-match", b""))

    async def serve(scope: Any, call: Call) -> Answer | Stream:
        try:
            answer = await answered(scope, call)
        except Unreadable as refusal:
            answer = refusal.answer(call.id)
        except Exception as error:  # noqa: BLE001 - every failure has an answer of its own
            answer = problem_of(error, call.id)
        if call.standings:
            answer.headers += rate_headers(call.standings)
        if packs and isinstance(answer, Answer) and COUNTED not in scope:
            pack(answer, call.headers.get(b"accept-encoding", b""))
        return answer

    return serve


def _admitting(endpoint: Endpoint, edge: Edge) -> Callable[[Any, Call], Awaitable[Actor]]:
    """Return what says in whose name a request runs, and counts it: strangers by their address."""
    policy = endpoint.policy
    limits = edge.limits(endpoint)

    async def sender_of(call: Call) -> Actor | None:
        return await actor_behind(call.authorization, edge.authenticator, edge.switchboard)

    async def admitted(scope: Any, call: Call) -> Actor:
        actor = ANONYMOUS
        try:
            actor = policy.admit(await sender_of(call) if policy.looks else None)
        finally:
            if limits is not None and COUNTED not in scope:
                await limits.before_reading(call, actor, edge.address_of(scope, call))
        return actor

    return admitted


def _calling(endpoint: Endpoint, edge: Edge) -> Calling:
    """Return what reads the arguments, calls the function and encodes what it returns."""
    visit = edge.visits(endpoint)
    limits = edge.limits(endpoint) if endpoint.rate else None

    async def with_arguments(scope: Any, call: Call, actor: Actor, carrier: Carrier) -> Answer | Stream:
        arguments = _arguments(endpoint, scope, call)
        if limits is not None:
            address = edge.address_of(scope, call)
            await limits.after_reading(call, address, arguments.get(endpoint.body_name))
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
    for (name, kind), text in zip(endpoint.in_path.items(), scope["path_params"].values(), strict=True):
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
