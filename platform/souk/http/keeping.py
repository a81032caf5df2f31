"""Answers reads from the cache, before any routing; identical reads that come at once are made once."""

import re
import time
from collections.abc import Iterable
from typing import Any

from litestar.types import ASGIApp, HTTPRequestEvent, Message, Receive, Send

from souk.cache import AnswerCache, KeptAnswer, Loaded
from souk.cache.answers import Record
from souk.http.answers import Answer
from souk.http.calls import KEY, Call
from souk.http.edge import Edge
from souk.http.limiting import rate_headers
from souk.http.problems import problem_of
from souk.http.routes import IN_PATH, Endpoint
from souk.limits import TooManyRequests
from souk.messages import ANONYMOUS

KEEPABLE = "souk.keepable"
COUNTED = "souk.counted"
DEDUPLICATED = (b"x-deduplicated", b"true")
BROKEN = 500
OK = 200


def keepable(scope: Any, answer: Answer, endpoint: Endpoint) -> None:
    """Offer a finished answer to the cache, if there is one in front."""
    if answer.status == OK and endpoint.cached is not None:
        scope[KEEPABLE] = Record(
            body=answer.body,
            kind=answer.kind,
            route=endpoint.path,
            seconds=endpoint.cached,
            tags=answer.tags,
        )


class Making:
    """One run of the application, collected instead of sent."""

    def __init__(self, app: ASGIApp, scope: Any) -> None:
        self._app = app
        self.scope: Any = {**scope}
        self.messages: list[Message] = []
        self.status = 0

    async def run(self) -> Loaded:
        await self._app(self.scope, _nothing, self._collect)
        return Loaded(self.scope.get(KEEPABLE))

    async def _collect(self, message: Message) -> None:
        if message["type"] == "http.response.start":
            self.status = message["status"]
        self.messages.append(message)


class KeptReads:
    """Stands between the gate and the router. Only what a route declared as `cached` is ever kept.

    Every request is counted against its client's rate here, whether its answer is kept or has to be made.
    """

    def __init__(self, app: ASGIApp, cache: AnswerCache, endpoints: Iterable[Endpoint], edge: Edge) -> None:
        self._app = app
        self._cache = cache
        self._edge = edge
        kept = [endpoint for endpoint in endpoints if endpoint.cached is not None]
        self._limits = {endpoint.path: edge.limits(endpoint) for endpoint in kept}
        self._paths = [(re.compile(IN_PATH.sub("[^/]+", path)), path) for path in self._limits]

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope["method"] != "GET" or scope[KEY].body:
            await self._app(scope, receive, send)
            return
        key = scope["path"].encode() + b"?" + scope["query_string"]
        answer = self._cache.find(key)
        route = self._route(scope["path"]) if answer is None else answer.record.route
        if not route:
            await self._app(scope, receive, send)
        elif await self._counted(route, scope, receive, send):
            if answer is None:
                await self._make(key, scope, receive, send)
            else:
                if answer.refresh < time.monotonic():
                    self._refresh(key, answer, scope)
                await _send(answer, scope, send)

    def _route(self, path: str) -> str:
        """Return which of the routes that let themselves be kept the path belongs to, or nothing."""
        return next((route for pattern, route in self._paths if pattern.fullmatch(path)), "")

    async def _counted(self, route: str, scope: Any, receive: Receive, send: Send) -> bool:
        """Count the request; false, and answered, if its client has asked too often."""
        call = scope[KEY]
        scope[COUNTED] = True
        limits = self._limits[route]
        if limits is None:
            return True
        try:
            await limits.before_reading(call, ANONYMOUS, self._edge.address_of(scope, call))
        except TooManyRequests as refusal:
            scope["path_template"] = route
            answer = problem_of(refusal, call.id)
            answer.headers += rate_headers(call.standings)
            await answer(scope, receive, send)
            return False
        return True

    async def _make(self, key: bytes, scope: Any, receive: Receive, send: Send) -> None:
        making = Making(self._app, scope)
        try:
            found = await self._cache.load(key, making.run)
        except Exception:
            stale = self._cache.stale(key)
            if stale is None:
                raise
            await _send(stale, scope, send)
            return
        if found is not None:
            await _send(found.answer, scope, send, deduplicated=found.shared)
        elif making.status:
            await self._as_made(key, making, scope, send)
        else:
            await self._app(scope, receive, send)

    async def _as_made(self, key: bytes, making: Making, scope: Any, send: Send) -> None:
        """Send what is not kept, a refusal for example; rather than a failure, what was true a while ago."""
        stale = self._cache.stale(key) if making.status >= BROKEN else None
        if stale is not None:
            await _send(stale, scope, send)
            return
        scope["path_template"] = making.scope.get("path_template")
        for message in making.messages:
            await send(message)

    def _refresh(self, key: bytes, answer: KeptAnswer, scope: Any) -> None:
        making = Making(self._app, scope)
        making.scope[KEY] = Call("GET", scope["headers"])
        self._cache.refresh_early(key, answer, making.run)


async def _send(answer: KeptAnswer, scope: Any, send: Send, *, deduplicated: bool = False) -> None:
    scope["path_template"] = answer.record.route
    asked = scope[KEY].headers
    headers, body, tag = answer.as_wanted(asked.get(b"accept-encoding", b""))
    status = OK
    known = asked.get(b"if-none-match")
    if known is not None and answer.is_known(known):
        status, headers, body = 304, answer.headers(tag), b""
    if deduplicated:
        headers = [*headers, DEDUPLICATED]
    if scope[KEY].standings:
        headers = [*headers, *rate_headers(scope[KEY].standings)]
    await send({"type": "http.response.start", "status": status, "headers": headers})
    await send({"type": "http.response.body", "body": body, "more_body": False})


async def _nothing() -> HTTPRequestEvent:
    return {"type": "http.request", "body": b"", "more_body": False}
