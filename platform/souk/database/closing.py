"""Closes an engine when nobody is about to give a connection back to it."""

import asyncio
from contextlib import suppress

from sqlalchemy import QueuePool
from sqlalchemy.ext.asyncio import AsyncEngine

LONGEST = 1.0
LOOK = 0.002


async def close(engine: AsyncEngine) -> None:
    """Wait for what was cancelled a moment ago, then close every connection.

    SQLAlchemy gives the connection of a cancelled task back behind that task's end. If the pool is closed by
    then, nobody looks into it again, and the connection stays open until the collector finds it.
    """
    pool = engine.pool
    if isinstance(pool, QueuePool):
        with suppress(TimeoutError):
            async with asyncio.timeout(LONGEST):
                while pool.checkedout():  # noqa: ASYNC110 - a pool has no event to wait for
                    await asyncio.sleep(LOOK)
    await engine.dispose()
