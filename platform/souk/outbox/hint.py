"""The wake-up hint after a commit: makes delivery fast, is never needed for it."""

import asyncio


class Hint:
    """Wakes the dispatcher of this process. Losing a hint costs a polling interval, nothing else."""

    def __init__(self) -> None:
        self._woken = asyncio.Event()

    def wake(self) -> None:
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
