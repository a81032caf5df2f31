"""The weeks of history: made before they begin, dropped when old and nothing points into them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import NullPool
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from souk.database.addresses import owner_address

log = structlog.get_logger("souk.events")

AHEAD = timedelta(days=14)
HOUR_SECONDS = 3600.0

# One process at a time; replaying takes the same lock, since it makes deliveries that point far back.
TRY_ALONE = "SELECT pg_try_advisory_lock(7272)"
MAKE = "SELECT souk.make_partitions(%(ahead)s)"
DETACH = "ALTER TABLE souk.event DETACH PARTITION souk.{} CONCURRENTLY"
FINALIZE = "ALTER TABLE souk.event DETACH PARTITION souk.{} FINALIZE"
HALF_DETACHED = """
    SELECT c.relname FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'souk.event'::regclass AND i.inhdetachpending
"""
DETACHED = """
    SELECT c.relname FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
    WHERE n.nspname = 'souk' AND c.relkind = 'r' AND c.relname ~ '^event_[0-9]{8}$'
        AND NOT EXISTS (SELECT FROM pg_inherits i WHERE i.inhrelid = c.oid)
"""
OVER = """
    SELECT c.relname, to_timestamp(substr(c.relname, 7), 'YYYYMMDD') AS week
    FROM pg_inherits i JOIN pg_class c ON c.oid = i.inhrelid
    WHERE i.inhparent = 'souk.event'::regclass AND NOT i.inhdetachpending
        AND to_timestamp(substr(c.relname, 7), 'YYYYMMDD') + interval '7 days' < clock_timestamp() - %(keep)s
    ORDER BY 1
"""
NEEDED = """
    SELECT EXISTS (SELECT FROM souk.pending WHERE published_at >= %(week)s AND published_at < %(end)s)
        OR EXISTS (SELECT FROM souk.dead_letter WHERE published_at >= %(week)s AND published_at < %(end)s)
"""


async def keep_partitions(url: str, keep: timedelta) -> list[str]:
    """Make the coming weeks, drop those older than `keep` that nothing waits for; return what was dropped.

    Runs as the owner. Publishing and delivering go on meanwhile. Interrupted, it is finished by the next run.
    """
    async with _owner(url) as owner:
        if not (await owner.exec_driver_sql(TRY_ALONE)).scalar():
            return []
        await owner.exec_driver_sql(MAKE, {"ahead": AHEAD})
        for (name,) in await _all(owner, HALF_DETACHED):
            await owner.exec_driver_sql(FINALIZE.format(name))
        for name, week in await _all(owner, OVER, keep=keep):
            span = {"week": week, "end": week + timedelta(days=7)}
            if not (await owner.exec_driver_sql(NEEDED, span)).scalar():
                await owner.exec_driver_sql(DETACH.format(name))
        dropped = [str(name) for (name,) in await _all(owner, DETACHED)]
        for name in dropped:
            await owner.exec_driver_sql(f"DROP TABLE souk.{name}")
        return dropped


async def keep_partitions_hourly(url: str, keep: timedelta) -> None:
    """Do it now and every hour, in whichever process comes first."""
    while True:
        dropped = await keep_partitions(url, keep)
        if dropped:
            log.info("dropped old events", partitions=dropped)
        await asyncio.sleep(HOUR_SECONDS)


async def _all(owner: AsyncConnection, sql: str, **parameters: object) -> list[tuple[Any, ...]]:
    return [tuple(row) for row in await owner.exec_driver_sql(sql, parameters)]


@asynccontextmanager
async def _owner(url: str) -> AsyncIterator[AsyncConnection]:
    engine = create_async_engine(owner_address(url), poolclass=NullPool, isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.exec_driver_sql("SET lock_timeout = '2s'; SET timezone = 'UTC'")
        yield connection
    await engine.dispose()
