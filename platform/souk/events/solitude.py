"""Solitude: what may have killed its worker begins alone, so that nobody else is blamed for it."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from souk.endings import end

T = TypeVar("T")

MOMENT_SECONDS = 1.0


class Solitude:
    """One suspect at a time in this process, for its first moment.

    An event kills by what it computes, and at once. What after a moment still waits, for a provider perhaps,
    must not keep the suspects of all the other subscribers waiting with it.
    """

    def __init__(self, seconds: float = MOMENT_SECONDS) -> None:
        self._lock = asyncio.Lock()
        self._seconds = seconds

    async def begin(self, work: Callable[[], Awaitable[T]]) -> T:
        """Do the work, alone at first, and return what it returns."""
        async with self._lock:
            task = asyncio.ensure_future(work())
            try:
                await asyncio.wait({task}, timeout=self._seconds)
            except asyncio.CancelledError:
                await end([task])
                raise
        return await task
