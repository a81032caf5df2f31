"""The suite of events: any number of runtimes on one database, and what can be seen there."""

import asyncio
import logging
import os
from collections.abc import AsyncIterator, Iterator, Sequence
from typing import Any

import psycopg
import pytest
import pytest_asyncio
import structlog
from psycopg.rows import dict_row

from souk.configuration import PLATFORM_SECTIONS, load
from souk.database.committing import committing
from souk.messages import Context, Event
from souk.modules import Hearing, Module, Registry
from souk.runtime import Runtime
from souk.testing.databases import TestDatabase
from souk.testing.patience import PATIENT, until
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.souk.events.desk import Desk
from tests.souk.events.toys import LEDGER, Counted, counter

QUICK = {
    "events.lease_seconds": 1.5,
    "events.poll_seconds": 0.1,
    "events.retry_seconds": 0.02,
    "events.longest_retry_seconds": 0.1,
    **PATIENT,
}


@pytest.fixture(scope="session", autouse=True)
def quiet() -> None:
    """Keep structlog from painting each expected failure with all its locals: it takes seconds."""
    structlog.configure(
        wrapper_class=structlog.make_filtering_bound_logger(logging.CRITICAL), cache_logger_on_first_use=False
    )


@pytest.fixture(scope="session")
def database(servers: TestServers) -> Iterator[TestDatabase]:
    made = TestDatabase(os.environ[POSTGRES], SECRET, ["users"])
    made.make()
    yield made
    made.drop()


class Works:
    """Runtimes of toy modules, and a look at what they do."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.desk = Desk(url, SECRET, QUICK)
        self._runtimes: list[Runtime] = []
        self._owner: psycopg.AsyncConnection[Any] | None = None

    def runtime(self, *subscriptions: Hearing, **settings: Any) -> Runtime:
        return self.runtime_of(counter(*subscriptions), **settings)

    def runtime_of(self, module: Module, /, **settings: Any) -> Runtime:
        overrides = {"secret": SECRET, "database.url": self.url, **QUICK, **settings}
        configuration = load(PLATFORM_SECTIONS, environment={}, overrides=overrides)
        made = Runtime(Registry([module]), configuration)
        self._runtimes.append(made)
        return made

    async def running(self, *subscriptions: Hearing, **settings: Any) -> Runtime:
        """Return a runtime that dispatches, once it holds lanes."""
        made = self.runtime(*subscriptions, **settings)
        await made.dispatcher.subscribe()
        made.dispatch()
        await until(lambda: self.lanes_of(made))
        return made

    async def publish(self, runtime: Runtime, *events: Event, context: Context | None = None) -> None:
        transaction = runtime.switchboard.transaction("users", context or Context(reason="test"))
        async with committing(transaction) as tx:
            for event in events:
                tx.publish(event)
        runtime.hint.wake(transaction.announced)

    async def count(self, runtime: Runtime, keys: Sequence[str], times: int) -> None:
        """Publish for each key the numbers from 1 on."""
        for number in range(1, times + 1):
            await self.publish(runtime, *(Counted(key=key, number=number) for key in keys))

    async def rows(self, sql: str, *parameters: object) -> list[dict[str, Any]]:
        if self._owner is None:
            self._owner = await psycopg.AsyncConnection.connect(self.url, autocommit=True)
        cursor = self._owner.cursor(row_factory=dict_row)
        await cursor.execute(sql.encode(), parameters or None)
        return await cursor.fetchall() if cursor.description else []

    async def reconnect(self) -> bool:
        """Look at the database through a new connection; False while it is away."""
        if self._owner is not None:
            await self._owner.close()
            self._owner = None
        try:
            return bool(await self.rows("SELECT 1"))
        except psycopg.OperationalError:
            return False

    async def ledger(self, subscriber: str = "note") -> dict[str, list[int]]:
        """What was written for each key, in order."""
        found: dict[str, list[int]] = {}
        sql = "SELECT key, number FROM users.toy_ledger WHERE subscriber = %s ORDER BY line"
        for row in await self.rows(sql, subscriber):
            found.setdefault(row["key"], []).append(row["number"])
        return found

    async def pending(self) -> int:
        (row,) = await self.rows("SELECT count(*) AS pending FROM souk.pending")
        return int(row["pending"])

    async def nothing_pending(self) -> bool:
        return await self.pending() == 0

    async def nothing_held(self) -> bool:
        return await self.holds() == []

    async def holds(self) -> list[dict[str, Any]]:
        return await self.rows("SELECT * FROM souk.hold ORDER BY key")

    async def lanes_of(self, runtime: Runtime) -> int:
        worker = runtime.dispatcher.worker
        (row,) = await self.rows("SELECT count(*) AS lanes FROM souk.lane WHERE owner = %s", worker)
        return int(row["lanes"])

    async def close(self) -> None:
        for runtime in self._runtimes:
            await runtime.close()
        await self.desk.close()
        if self._owner is not None:
            await self._owner.close()


@pytest_asyncio.fixture
async def works(database: TestDatabase) -> AsyncIterator[Works]:
    await asyncio.to_thread(database.empty)
    with psycopg.connect(database.url, autocommit=True) as owner:
        owner.execute(LEDGER.encode())
        owner.execute(b"DELETE FROM souk.subscription")
    made = Works(database.url)
    yield made
    await made.close()


__all__ = ["VALKEY", "Works", "until"]
