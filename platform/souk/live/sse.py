"""A stream as Server-Sent Events: what browsers read with EventSource, and resume by themselves."""

from collections.abc import AsyncIterator, Sequence

from litestar.types import Receive, Scope, Send

from souk.http.answers import Stream
from souk.http.calls import call_of
from souk.live.endings import Ending
from souk.live.frames import END, Frame
from souk.live.listeners import Listener
from souk.live.streams import Streams
from souk.live.writing import Writer

KIND = b"text/event-stream"
HEADERS = ((b"x-accel-buffering", b"no"),)  # what nginx needs to pass each message on at once


class EventStream(Stream):
    """The answer of a request for a stream. The listener is closed when it ends, however it does."""

    __slots__ = ("_listener", "_streams")

    def __init__(self, streams: Streams, listener: Listener) -> None:
        super().__init__(_none(), kind=KIND, headers=HEADERS)
        self._streams = streams
        self._listener = listener

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        async def left() -> None:
            while (await receive())["type"] != "http.disconnect":
                pass

        await send({"type": "http.response.start", "status": 200, "headers": self.headers})
        if call_of(scope).method == "HEAD":
            self._streams.close(self._listener)
            await send({"type": "http.response.body", "body": b"", "more_body": False})
            return
        await Writer(self._streams, self._listener, _Sse(send)).run(left)
        if self._listener.ending is not Ending.SLOW:
            await send({"type": "http.response.body", "body": b"", "more_body": False})


class _Sse:
    def __init__(self, send: Send) -> None:
        self._send = send

    async def greet(self, pause: int, position: int | None) -> None:
        """Name the position even before there is a message: a client that is cut off now loses nothing."""
        await self._say(f"retry: {pause}\n{_id(position)}\n")

    async def show(self, frames: Sequence[Frame]) -> None:
        await self._out(b"".join(frame.sse for frame in frames))

    async def beat(self, position: int) -> None:
        await self._say(f":\n{_id(position)}\n")

    async def part(self, ending: Ending, pause: int) -> None:
        again = "true" if ending.again else "false"
        data = f'{{"reason":"{ending.reason}","again":{again},"retry":{pause}}}'
        await self._say(f"retry: {pause}\nevent: {END}\ndata: {data}\n\n")

    async def _say(self, text: str) -> None:
        await self._out(text.encode())

    async def _out(self, body: bytes) -> None:
        await self._send({"type": "http.response.body", "body": body, "more_body": True})


def _id(position: int | None) -> str:
    return "" if position is None else f"id: {position}\n"


async def _none() -> AsyncIterator[bytes]:
    """Yield what a Stream would send by itself: nothing, since this one writes."""
    for nothing in list[bytes]():
        yield nothing
