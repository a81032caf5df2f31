"""Group commit: what is asked while a write is under way goes together into the next one."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import Generic, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")

MOST = 200


class Grouped(Generic[Item, Result]):
    """Calls `write` with all items that have gathered, and gives each caller the result of its own."""

    def __init__(self, write: Callable[[Sequence[Item]], Awaitable[Sequence[Result]]]) -> None:
        self._write = write
        self._gathered: list[tuple[Item, asyncio.Future[Result]]] = []
        self._writing: asyncio.Task[None] | None = None

    async def __call__(self, item: Item) -> Result:
        future: asyncio.Future[Result] = asyncio.get_running_loop().create_future()
        self._gathered.append((item, future))
        if self._writing is None:
            self._writing = asyncio.create_task(self._write_all())
        return await future

    async def _write_all(self) -> None:
        try:
            while self._gathered:
                together, self._gathered = self._gathered[:MOST], self._gathered[MOST:]
                await self._write_one(together)
        finally:
            self._writing = None

    async def _write_one(self, together: Sequence[tuple[Item, asyncio.Future[Result]]]) -> None:
        try:
            results = await self._write([item for item, _ in together])
        except Exception as error:  # noqa: BLE001 - it is each caller's to handle
            for _, future in together:
                if not future.done():
                    future.set_exception(error)
            return
        for (_, future), result in zip(together, results, strict=True):
            if not future.done():
                future.set_result(result)
