"""The lanes that a tour covers, and what is under way in each: a lane is given up when it is empty."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager


class Occupancy:
    """Knows which lanes are worked here. Nothing starts in a lane that is being given up."""

    def __init__(self) -> None:
        self._lanes: set[int] = set()
        self._busy: Counter[int] = Counter()
        self._emptier = asyncio.Event()

    def __contains__(self, lane: int) -> bool:
        return lane in self._lanes

    @property
    def lanes(self) -> Collection[int]:
        return self._lanes

    def open(self, lanes: Iterable[int]) -> None:
        self._lanes.update(lanes)

    @contextmanager
    def working(self, *lanes: int) -> Iterator[None]:
        self._busy.update(lanes)
        try:
            yield
        finally:
            self._busy.subtract(lanes)
            self._emptier.set()

    async def give_up(self, lanes: Iterable[int]) -> None:
        """Start nothing more in these lanes, and return when what is under way there has ended."""
        given = set(lanes)
        self._lanes -= given
        while any(self._busy[lane] for lane in given):
            self._emptier.clear()
            await self._emptier.wait()

    def forget(self) -> None:
        """Lose all lanes at once: another worker may have them by now."""
        self._lanes.clear()
