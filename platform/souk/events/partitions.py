"""The weeks of history: made before they begin, dropped when old and nothing points into them."""

import asyncio
from datetime import timedelta

import structlog

from souk.events.store import EventStore

log = structlog.get_logger("souk.events")

AHEAD = timedelta(days=14)
HOUR_SECONDS = 3600.0

MAKE = "SELECT souk.make_partitions(%(ahead)s)"
DROP = "SELECT souk.drop_old_week(%(keep)s) AS dropped"


async def keep_partitions(store: EventStore, keep: timedelta) -> list[str]:
    """Make the coming weeks, drop those older than `keep` that nothing waits for; return what was dropped.

    Publishing waits for a quarter of a second at most; what cannot be had in that time is left for later.
    """
    await store.rows(MAKE, {"ahead": AHEAD})
    dropped: list[str] = []
    while True:
        (row,) = await store.rows(DROP, {"keep": keep})
        if row.dropped is None:
            return dropped
        dropped.append(row.dropped)


async def keep_partitions_hourly(store: EventStore, keep: timedelta) -> None:
    """Do it now and every hour, in whichever process comes first."""
    while True:
        dropped = await keep_partitions(store, keep)
        if dropped:
            log.info("dropped old events", partitions=dropped)
        await asyncio.sleep(HOUR_SECONDS)
