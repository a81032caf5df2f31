"""Lets only so many requests through at once; the others wait their turn, or are told when to come again."""

import random
from typing import Any

from litestar.types import ASGIApp, Message, Receive, Send

from souk.http.calls import KEY, Call
from souk.http.problems import problem
from souk.http.routes import Turn
from souk.http.turns import Turns
from souk.overload import Overloaded, Turnstile

SHED = "(shed)"
LATEST = 3  # seconds: whoever is turned away comes back in one to three, and not all at once
WELL = 400


class Shedding:
    """A request has its place until its answer begins: a stream that goes on for hours holds none.

    Nor does a body that is still to come, however slowly.
    """

    def __init__(self, app: ASGIApp, turnstile: Turnstile, turns: Turns) -> None:
        self._app = app
        self._turnstile = turnstile
        self._turns = turns

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        call: Call = scope[KEY]
        turn = self._turns.of(scope["method"], scope["path"])
        if turn is Turn.AT_ONCE or call.receive is not None:
            await self._app(scope, receive, send)
            return
        try:
            entered = await self._turnstile.enter(urgent=turn is Turn.FIRST)
        except Overloaded:
            scope["path_template"] = SHED
            await _come_again(call.id)(scope, receive, send)
            return
        place = _Place(self._turnstile, scope, entered, send)
        try:
            await self._app(scope, receive, place.send)
        finally:
            place.leave()


class _Place:
    """One request's place, given back once."""

    __slots__ = ("_entered", "_scope", "_send", "_taken", "_turnstile")

    def __init__(self, turnstile: Turnstile, scope: Any, entered: float, send: Send) -> None:
        self._turnstile = turnstile
        self._scope = scope
        self._entered = entered
        self._send = send
        self._taken = True

    async def send(self, message: Message) -> None:
        if self._taken and message["type"] == "http.response.start":
            self.leave(well=message["status"] < WELL)
        await self._send(message)

    def leave(self, *, well: bool = False) -> None:
        if self._taken:
            self._taken = False
            route = (self._scope["method"], self._scope.get("path_template"))
            self._turnstile.leave(route, self._entered if well else None)


def _come_again(request_id: str) -> Any:
    """Build the answer. Nothing is logged but the line that each request has: there are many of these."""
    seconds = random.randint(1, LATEST)  # noqa: S311 - no secret
    headers = [(b"retry-after", b"%d" % seconds)]
    return problem(503, "unavailable", "Too many are here at once: come again.", request_id, headers=headers)
