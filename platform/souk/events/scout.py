"""The scout finds work that no hint announced: retries, and what other processes commit without Valkey."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from souk.events.leases import Leases
from souk.events.store import EventStore

QUICK_SECONDS = 0.02

LOOK = """
    SELECT DISTINCT l.subscriber FROM souk.lane l
    WHERE l.owner = %(worker)s AND l.subscriber = ANY(%(idle)s) AND (
        EXISTS (SELECT FROM souk.delivery d WHERE d.subscriber = l.subscriber AND d.lane = l.lane)
        OR EXISTS (SELECT FROM souk.hold h WHERE h.subscriber = l.subscriber AND h.lane = l.lane
                   AND h.until <= clock_timestamp()))
"""


class Idler(Protocol):
    """Somebody who may be idle while there is work."""

    @property
    def idle(self) -> bool: ...

    def wake(self) -> None: ...


class Scout:
    """Looks often after it has found something, and ever more seldom while hints say it all."""

    def __init__(
        self, store: EventStore, leases: Leases, idlers: Mapping[str, Idler], slowest_seconds: float
    ) -> None:
        self._store = store
        self._leases = leases
        self._idlers = idlers
        self._slowest = slowest_seconds

    async def run(self) -> None:
        pause = QUICK_SECONDS
        while True:
            pause = QUICK_SECONDS if await self.look() else min(pause * 1.5, self._slowest)
            await asyncio.sleep(pause)

    async def look(self) -> bool:
        """Wake whoever sleeps over work; return whether there was anybody."""
        idle = [name for name, idler in self._idlers.items() if idler.idle]
        if not idle:
            return True
        rows = await self._store.rows(LOOK, {"worker": self._leases.worker, "idle": idle})
        for row in rows:
            self._idlers[row.subscriber].wake()
        return bool(rows)
