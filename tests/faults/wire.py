"""A wire between a process of ours and a server, which a test can cut, slow down, or rob of its answers."""

import asyncio
import threading
from collections.abc import Coroutine
from contextlib import suppress
from enum import Enum
from pathlib import Path
from typing import Any


class State(Enum):
    """How the wire is. What is refused is refused at once; what is silent is neither answered nor refused."""

    WHOLE = "whole"
    CUT = "cut"
    SILENT = "silent"
    ANSWERS_LOST = "answers lost"
    """What is sent arrives, and is done; the answer does not come back, and the connection breaks."""


class Wire:
    """Forwards TCP to a Unix socket, in a thread and a loop of its own."""

    def __init__(self, socket: Path) -> None:
        self.port = 0
        self._socket = socket
        self._state = State.WHOLE
        self._whole = asyncio.Event()
        self._open: set[asyncio.StreamWriter] = set()
        self._server: asyncio.Server
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, daemon=True)
        self._thread.start()
        self._do(self._listen())

    def become(self, state: State) -> None:
        """Change for what is open already, too."""
        self._do(self._become(state))

    def close(self) -> None:
        self.become(State.CUT)
        self._do(self._leave())
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(10)
        self._loop.close()

    def _do(self, work: Coroutine[Any, Any, None]) -> None:
        asyncio.run_coroutine_threadsafe(work, self._loop).result(30)

    async def _listen(self) -> None:
        self._whole.set()
        self._server = await asyncio.start_server(self._connected, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def _leave(self) -> None:
        self._server.close()
        mine = asyncio.all_tasks() - {asyncio.current_task()}
        for task in mine:
            task.cancel()
        await asyncio.gather(*mine, return_exceptions=True)

    async def _become(self, state: State) -> None:
        self._state = state
        if state is State.SILENT:
            self._whole.clear()
        else:
            self._whole.set()
        if state is State.CUT:
            for writer in list(self._open):
                writer.transport.abort()

    async def _connected(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        if self._state is State.CUT:
            writer.transport.abort()
            return
        there, back = await asyncio.open_unix_connection(str(self._socket))
        self._open |= {writer, back}
        ways = [
            asyncio.create_task(self._forward(reader, back)),
            asyncio.create_task(self._forward(there, writer, answers=True)),
        ]
        with suppress(asyncio.CancelledError):
            await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        for each in (*ways, writer.transport, back.transport):
            each.cancel() if isinstance(each, asyncio.Task) else each.abort()
        self._open -= {writer, back}

    async def _forward(
        self, source: asyncio.StreamReader, target: asyncio.StreamWriter, *, answers: bool = False
    ) -> None:
        with suppress(ConnectionError):
            while content := await source.read(65_536):
                await self._whole.wait()
                if answers and self._state is State.ANSWERS_LOST:
                    return
                target.write(content)
                await target.drain()
