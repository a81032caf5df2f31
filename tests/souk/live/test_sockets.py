"""WebSockets whose clients do not read: memory is bounded, and the client may resume."""

import asyncio
from collections.abc import Mapping
from typing import Any

from souk.configuration import PLATFORM_SECTIONS, load
from souk.http.edge import Edge
from souk.live.listeners import MOST
from souk.testing import customer
from souk.testing.authentication import TestAuthenticator
from tests.souk.live.conftest import Live

ANN = customer()


class Socket:
    """The server's end of one that takes its greeting, and nothing that is shown to it until it reads."""

    def __init__(self, live: Live) -> None:
        self.reads = asyncio.Event()
        self.closed: Mapping[str, Any] = {}
        self._greeted = asyncio.Event()
        self._connected = False
        edge = Edge(live.stage.runtime.switchboard, live.doors, load(PLATFORM_SECTIONS, environment={}), None)
        self._app: Any = live.streams.sockets(edge)

    async def open(self) -> "asyncio.Task[None]":
        """Return what serves it, once it has been greeted."""
        token = f"Bearer {TestAuthenticator.token(ANN)}".encode()
        scope = {
            "type": "websocket",
            "path": "/api/notifications/ws",
            "raw_path": b"/api/notifications/ws",
            "query_string": b"",
            "headers": [(b"host", b"shop.test"), (b"authorization", token)],
            "client": ("198.51.100.7", 1),
            "scheme": "ws",
            "http_version": "1.1",
        }
        served = asyncio.create_task(self._app(scope, self._receive, self._send))
        await self._greeted.wait()
        return served

    async def _receive(self) -> dict[str, str]:
        if self._connected:
            await asyncio.Event().wait()
        self._connected = True
        return {"type": "websocket.connect"}

    async def _send(self, message: Any) -> None:
        if message["type"] == "websocket.close":
            self.closed = message
        elif "hello" in (message.get("text") or ""):
            self._greeted.set()
        elif message["type"] == "websocket.send":
            await self.reads.wait()


async def test_one_that_reads_too_slowly_is_closed_with_a_hint_when_to_resume(live: Live):
    socket = Socket(live)
    served = await socket.open()
    for start in range(0, 2 * MOST, 50):
        await live.ring(ANN, *range(start, start + 50))
    socket.reads.set()
    await served
    assert socket.closed["code"] == 4408
    assert socket.closed["reason"].startswith("slow; retry in ")
    assert live.streams.room.is_empty


async def test_one_that_takes_nothing_at_all_is_dropped_without_a_word(live: Live):
    """What was sent last is still to be taken: a farewell would only wait behind it."""
    impatient = Live(live.stage, {"live.patience_seconds": 0.1})
    socket = Socket(impatient)
    served = await socket.open()
    await impatient.ring(ANN, 1)
    await served
    assert socket.closed == {}
    assert impatient.streams.room.is_empty
    await impatient.close()
