"""A stream over a WebSocket: the same messages, for clients that have no EventSource."""

from collections.abc import Collection, Sequence
from typing import Any
from urllib.parse import parse_qsl

import msgspec
import structlog
from litestar.types import Receive, Send

from souk.http.authentication import Unauthenticated
from souk.http.calls import Call
from souk.http.edge import Edge
from souk.http.heads import check_head
from souk.http.limiting import RouteLimits
from souk.http.unreadable import Unreadable
from souk.kernel import Refusal
from souk.limits import TooManyRequests
from souk.live.endings import Ending
from souk.live.frames import Frame
from souk.live.listeners import Listener
from souk.live.room import NoRoom, TooManyStreams
from souk.live.streams import WHOLE, Streams, Wanted
from souk.live.writing import Writer
from souk.messages import ANONYMOUS

log = structlog.get_logger("souk.live")

PATH = "/api/notifications/ws"
BEARER = "Bearer "
POLICY, BROKEN = 1008, 1011
TRY_LATER = 1013
"""Codes of RFC 6455; those of 4000 and above are our own, named after the status that HTTP would have."""


class Odd(Exception):
    """The handshake is not one that we answer."""


class LiveSockets:
    """Serves WebSockets at one path. A page of another origin than ours gets none."""

    def __init__(
        self, streams: Streams, edge: Edge, limits: RouteLimits | None, origins: Collection[str]
    ) -> None:
        self._streams = streams
        self._edge = edge
        self._limits = limits
        self._origins = frozenset(origins)
        self._hosts = frozenset(host.lower().encode() for host in edge.web.allowed_hosts)

    async def __call__(self, scope: Any, receive: Receive, send: Send) -> None:
        call = Call("GET", scope["headers"])
        if (await receive())["type"] != "websocket.connect":
            return
        origin = call.headers.get(b"origin", b"").decode("latin-1")
        if not self._is_well_formed(scope, call) or (origin and origin not in self._origins):
            await send({"type": "websocket.close", "code": POLICY, "reason": "not served here"})
            return
        await send({"type": "websocket.accept", "subprotocol": None, "headers": []})
        try:
            listener = await self._listener(scope, call)
        except Exception as error:  # noqa: BLE001 - a socket that was accepted is told why it is closed
            code, reason = _closing(error)
            await send({"type": "websocket.close", "code": code, "reason": reason})
            return
        await self._run(listener, receive, send)

    def _is_well_formed(self, scope: Any, call: Call) -> bool:
        try:
            check_head(scope, call, self._hosts)
        except Unreadable:
            return False
        return str(scope["path"]) == PATH

    async def _listener(self, scope: Any, call: Call) -> Listener:
        if self._limits is not None:
            await self._limits.before_reading(call, ANONYMOUS, self._edge.address_of(scope, call))
        return await self._streams.open(_wanted(scope["query_string"], call))

    async def _run(self, listener: Listener, receive: Receive, send: Send) -> None:
        async def left() -> None:
            message: Any = await receive()
            if message["type"] != "websocket.disconnect":
                listener.end(Ending.TALKATIVE)

        await Writer(self._streams, listener, _Socket(send)).run(left)


class _Socket:
    def __init__(self, send: Send) -> None:
        self._send = send

    async def greet(self, pause: int, position: int | None) -> None:
        await self._say({"type": "hello", "id": position, "retry": pause})

    async def show(self, frames: Sequence[Frame]) -> None:
        for frame in frames:
            await self._send({"type": "websocket.send", "text": frame.text, "bytes": None})

    async def beat(self, position: int) -> None:
        await self._say({"type": "heartbeat", "id": position})

    async def part(self, ending: Ending, pause: int) -> None:
        reason = f"{ending.reason}; retry in {pause} ms" if ending.again else ending.reason
        await self._send({"type": "websocket.close", "code": ending.code, "reason": reason})

    async def _say(self, content: object) -> None:
        await self._send(
            {"type": "websocket.send", "text": msgspec.json.encode(content).decode(), "bytes": None}
        )


def _wanted(query: bytes, call: Call) -> Wanted:
    """Read `?ticket=…&lastEventId=…`. A token comes in the header alone: addresses are logged."""
    try:
        given = dict(parse_qsl(query.decode("ascii"), strict_parsing=bool(query), max_num_fields=4))
    except ValueError:
        raise Odd from None
    last = given.get("lastEventId", "")
    if given.keys() - {"ticket", "lastEventId"} or (last and not WHOLE.fullmatch(last)):
        raise Odd
    token = call.authorization.removeprefix(BEARER) if call.authorization.startswith(BEARER) else ""
    return Wanted(token=token, ticket=given.get("ticket", ""), last_id=int(last) if last else None)


def _closing(error: Exception) -> tuple[int, str]:
    match error:
        case Unauthenticated():
            return 4401, "unauthenticated"
        case TooManyStreams() | TooManyRequests():
            return 4429, error.code
        case NoRoom():
            return TRY_LATER, error.code
        case Odd() | Unreadable() | Refusal():
            return POLICY, "malformed"
        case _:
            log.warning("a socket could not be served", exc_info=error)
            return BROKEN, "unavailable"
