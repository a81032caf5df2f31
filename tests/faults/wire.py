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
        """Let everything end by itself, since the wire is cut: who is cancelled leaves its socket open.

        So does whoever was accepted by a server that is closed by then: first nobody is let in any more.
        """
        self._loop.remove_reader(self._server.sockets[0].fileno())
        while mine := asyncio.all_tasks() - {asyncio.current_task()}:
            await asyncio.wait(mine)
        await asyncio.sleep(0)  # sockets are closed one turn after they are given up
        self._server.close()

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
        self._open.add(writer)
        try:
            if self._state is not State.CUT:
                await self._join(reader, writer)
        finally:
            self._open.discard(writer)
            writer.transport.abort()

    async def _join(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        """Forward both ways until one end is gone."""
        there, back = await asyncio.open_unix_connection(str(self._socket))
        ways = [
            asyncio.create_task(self._forward(reader, back)),
            asyncio.create_task(self._forward(there, writer, answers=True)),
        ]
        await asyncio.wait(ways, return_when=asyncio.FIRST_COMPLETED)
        back.transport.abort()
        for way in ways:
            way.cancel()

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
