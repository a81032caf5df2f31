"""The wake-up hint after a commit: makes delivery fast, is never needed for it."""

import asyncio
from collections.abc import Callable


class Hint:
    """Wakes the dispatcher of this process. Losing a hint costs a polling interval, nothing else."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()
        self._listeners: list[Callable[[], None]] = []

    def wake(self) -> None:
        self._woken.set()
        for told in self._listeners:
            told()

    def tell(self, listener: Callable[[], None]) -> None:
        """Call the listener, too, at each hint: to pass it on to other processes."""
        self._listeners.append(listener)

    def came_from_afar(self) -> None:
        """Wake who waits here, but pass nothing on."""
        self._woken.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next hint, or when the time is up."""
        try:
            async with asyncio.timeout(seconds):
                await self._woken.wait()
        except TimeoutError:
            return
        finally:
            self._woken.clear()
