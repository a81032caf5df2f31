"""Gives lanes back to the others once nothing is under way in them."""

import asyncio
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Protocol

import structlog

from souk.events.leases import Leases
from souk.events.occupancy import Occupancy

log = structlog.get_logger("souk.events")


class Served(Protocol):
    """Somebody whose lanes may be handed back, and who works on if that fails."""

    occupancy: Occupancy

    def wake(self) -> None: ...


class HandingBack:
    """Lanes that become empty together go by one statement, one statement at a time.

    All subscribers have too many lanes at the same moment, when a worker comes: one connection each would
    leave none for their deliveries, of which the lanes may be waiting to be rid.
    """

    def __init__(self, leases: Leases, served: Mapping[str, Served]) -> None:
        self._leases = leases
        self._served = served
        self._empty: dict[str, set[int]] = defaultdict(set)
        self._releasing = False
        self._tasks: set[asyncio.Task[None]] = set()

    def hand_back(self, name: str, lanes: Iterable[int]) -> None:
        """Start nothing more there, finish what is under way, then give them back."""
        task = asyncio.create_task(self._hand_back(name, list(lanes)))
        self._tasks.add(task)
        task.add_done_callback(self._tasks.discard)

    def forget(self) -> None:
        """Give nothing back of what was empty before we were buried: it may be ours again."""
        self._empty.clear()

    async def _hand_back(self, name: str, lanes: list[int]) -> None:
        worker = self._leases.worker
        await self._served[name].occupancy.give_up(lanes)
        if self._leases.worker != worker:
            return
        self._empty[name].update(lanes)
        if not self._releasing:
            self._releasing = True
            try:
                await self._release()
            finally:
                self._releasing = False

    async def _release(self) -> None:
        """What cannot be handed back now stays ours, and is handed back another time: it must not be lost."""
        while self._empty:
            lanes, self._empty = self._empty, defaultdict(set)
            worker = self._leases.worker
            try:
                await self._leases.release(lanes)
            except Exception as error:  # noqa: BLE001 - whatever it is, the lanes are still there
                log.warning(
                    "lanes could not be handed back", subscribers=sorted(lanes), reason=str(error)[:200]
                )
                if self._leases.worker == worker:
                    self._keep(lanes)

    def _keep(self, lanes: Mapping[str, Iterable[int]]) -> None:
        for name, numbers in lanes.items():
            self._served[name].occupancy.open(numbers)
            self._served[name].wake()
