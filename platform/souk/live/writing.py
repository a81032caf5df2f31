"""Writes one stream, by whichever way, until its client leaves or it has to end."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Protocol

from souk.live.endings import Ending
from souk.live.frames import Frame
from souk.live.listeners import Listener
from souk.live.streams import Streams


class Way(Protocol):
    """How things are said: the methods send, and wait while the client's buffers are full."""

    async def greet(self, pause: int, position: int | None) -> None: ...

    async def show(self, frames: Sequence[Frame]) -> None: ...

    async def beat(self, position: int) -> None: ...

    async def part(self, ending: Ending, pause: int) -> None: ...


class Writer:
    """Sends what its listener is offered. A client that takes nothing for too long is cut off."""

    def __init__(self, streams: Streams, listener: Listener, way: Way) -> None:
        self._streams = streams
        self._listener = listener
        self._way = way
        self._settings = streams.settings

    async def run(self, left: Callable[[], Awaitable[None]]) -> None:
        """Go on until `left` returns, which it does when the client is gone, or until the stream ends."""
        leaving = asyncio.ensure_future(left())
        leaving.add_done_callback(lambda _: self._listener.end(Ending.LEFT))
        loop = asyncio.get_running_loop()
        over = loop.call_later(self._settings.longest_seconds, self._listener.end, Ending.OVER)
        try:
            await self._write()
            leaving.cancel()
            await asyncio.wait([leaving])  # granian sends no farewell while somebody waits to receive
            await self._part()
        except TimeoutError:
            self._listener.end(Ending.SLOW)
        finally:
            over.cancel()
            leaving.cancel()
            self._streams.close(self._listener)

    async def _write(self) -> None:
        listener = self._listener
        behind = listener.is_behind
        await self._send(self._way.greet(self._streams.pause(), None if behind else listener.after))
        while not listener.has_ended():
            frames = await listener.take(self._settings.heartbeat_seconds)
            if frames:
                await self._send(self._way.show(frames))
            if not listener.has_ended() and (behind or not frames):
                await self._send(self._way.beat(self._position()))
            behind = False

    async def _part(self) -> None:
        ending = self._listener.ending or Ending.OVER
        if ending is not Ending.LEFT:
            await self._send(self._way.part(ending, self._streams.pause()))

    def _position(self) -> int:
        """Return up to where this client has seen everything: what is spread is taken, so the feed's own."""
        listener = self._listener
        return listener.after if listener.is_behind else max(listener.after, self._streams.position)

    async def _send(self, sending: Awaitable[None]) -> None:
        async with asyncio.timeout(self._settings.patience_seconds):
            await sending
