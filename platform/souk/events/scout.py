"""The scout finds work that no hint announced: retries, and what other processes commit without Valkey."""

import asyncio
from collections.abc import Mapping
from typing import Protocol

from souk.events.leases import Leases
from souk.events.store import EventStore

QUICK_SECONDS = 0.02

# One may be busy all the time while there is work for the other. Each subscriber is looked up by its first
# row, and its lanes only then: joined, all that waits would be read through, and all that is dead there.
WAITS = """
    SELECT s.subscriber, {held} AS held FROM unnest(%({idle})s::text[]) AS s (subscriber)
    CROSS JOIN LATERAL (SELECT FROM {table} d WHERE d.subscriber = s.subscriber LIMIT 1) anywhere
    CROSS JOIN LATERAL (
        SELECT FROM souk.lane l CROSS JOIN LATERAL (
            SELECT FROM {table} d WHERE d.subscriber = l.subscriber AND d.lane = l.lane {due} LIMIT 1) d
        WHERE l.subscriber = s.subscriber AND l.owner = %(worker)s LIMIT 1) mine
"""
FRESH = WAITS.format(held="false", idle="couriers", table="souk.delivery", due="")
HELD = WAITS.format(held="true", idle="holders", table="souk.hold", due="AND d.until <= clock_timestamp()")
LOOK = f"{FRESH} UNION ALL {HELD}"


class Idler(Protocol):
    """Somebody who may be idle while there is work."""

    @property
    def idle(self) -> bool: ...

    def wake(self) -> None: ...


Pair = tuple[Idler, Idler]
"""Of one subscriber: who carries what is new, and who works off what was held."""


class Scout:
    """Looks often after it has found something, and ever more seldom while hints say it all."""

    def __init__(
        self, store: EventStore, leases: Leases, idlers: Mapping[str, Pair], slowest_seconds: float
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
        couriers = [name for name, (courier, _) in self._idlers.items() if courier.idle]
        holders = [name for name, (_, holder) in self._idlers.items() if holder.idle]
        wanted = {"worker": self._leases.worker, "couriers": couriers, "holders": holders}
        rows = await self._store.rows(LOOK, wanted)
        for row in rows:
            self._idlers[row.subscriber][row.held].wake()
        return bool(rows)
