"""A pool that is closed leaves no connection open, whoever gives one back at that moment."""

import asyncio
import gc
import os
import warnings

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from souk.database.addresses import owner_address
from souk.database.closing import close
from souk.testing.servers import POSTGRES, TestServers


async def use(engine: AsyncEngine, used: asyncio.Event, enough: asyncio.Event) -> None:
    async with engine.connect() as connection:
        await connection.execute(text("SELECT 1"))
        used.set()
        await enough.wait()


async def test_waits_for_connections_that_are_being_given_back(servers: TestServers):
    engine = create_async_engine(owner_address(os.environ[POSTGRES]), pool_size=2)
    used, enough = asyncio.Event(), asyncio.Event()
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(use(engine, used, enough))
        await used.wait()
        closing = tasks.create_task(close(engine))
        await asyncio.sleep(0)
        enough.set()
        await closing
    with warnings.catch_warnings(record=True) as seen:
        warnings.simplefilter("always")
        del engine, closing, tasks
        gc.collect()
    assert [str(each.message) for each in seen] == []
