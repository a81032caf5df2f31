"""A loop's alarm clock: it rings when there is something to do, or when the time is up."""

import asyncio


class Alarm:
    """For one sleeper. What rings while nobody sleeps wakes the next sleep at once."""

    def __init__(self) -> None:
        self._rings = asyncio.Event()

    def set(self) -> None:
        self._rings.set()

    async def wait(self, seconds: float) -> None:
        """Return at the next ring, or when the time is up."""
        try:
            async with asyncio.timeout(seconds):
                await self._rings.wait()
        except TimeoutError:
            return
        finally:
            self._rings.clear()
