"""Reads a stream as a browser would, and stops reading when told to."""

import asyncio
from typing import Any, NamedTuple

PATIENCE = 5.0


class Message(NamedTuple):
    """One message of Server-Sent Events; a heartbeat has no kind."""

    id: str
    kind: str
    data: str
    retry: str


def parsed(block: str) -> Message:
    fields = {"id": "", "event": "", "data": "", "retry": ""}
    for line in block.split("\n"):
        name, _, value = line.partition(":")
        if name:
            fields[name] = value.removeprefix(" ")
    return Message(fields["id"], fields["event"], fields["data"], fields["retry"])


class Reader:
    """A client of the application: one request, whose answer comes in pieces."""

    def __init__(self, app: Any, target: str, headers: dict[str, str]) -> None:
        path, _, query = target.partition("?")
        self._scope = {
            "type": "http",
            "method": "GET",
            "path": path,
            "raw_path": path.encode(),
            "query_string": query.encode(),
            "headers": [
                (b"host", b"shop.test"),
                *((n.lower().encode(), v.encode()) for n, v in headers.items()),
            ],
            "client": ("127.0.0.1", 1),
            "server": ("shop.test", 80),
            "scheme": "http",
            "root_path": "",
            "http_version": "1.1",
            "asgi": {"version": "3.0"},
        }
        self._app = app
        self._gone = asyncio.Event()
        self._arrived = asyncio.Event()
        self._text = ""
        self.reads = asyncio.Event()
        self.reads.set()
        self.status = 0
        self.headers: dict[str, str] = {}
        self.messages: list[Message] = []
        self.over = False
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        self._task = asyncio.create_task(self._run())
        await self._until(lambda: self.status and (self._text or self.messages or self.over))

    async def next(self, kind: str = "") -> Message:
        """Wait for the next message, of that kind if one is named, and return it."""
        found: list[Message] = []

        def seen() -> bool:
            found[:] = [message for message in self.messages if not kind or message.kind == kind]
            return bool(found)

        await self._until(seen)
        self.messages.remove(found[0])
        return found[0]

    async def ended(self) -> None:
        await self._until(lambda: self.over)

    async def leave(self) -> None:
        self._gone.set()
        self.reads.set()
        if self._task is not None:
            await asyncio.wait([self._task], timeout=PATIENCE)
            self._task.cancel()

    async def _until(self, condition: Any) -> None:
        async with asyncio.timeout(PATIENCE):
            while not condition():
                self._arrived.clear()
                await self._arrived.wait()

    async def _run(self) -> None:
        await self._app(self._scope, self._receive, self._send)
        self.over = True
        self._arrived.set()

    async def _receive(self) -> Any:
        await self._gone.wait()
        return {"type": "http.disconnect"}

    async def _send(self, message: Any) -> None:
        await self.reads.wait()
        if message["type"] == "http.response.start":
            self.status = message["status"]
            self.headers = {name.decode(): value.decode() for name, value in message["headers"]}
        else:
            self._text += message["body"].decode()
            *blocks, self._text = self._text.split("\n\n")
            self.messages += [parsed(block) for block in blocks]
        self._arrived.set()
