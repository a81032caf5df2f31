"""Lends connections, so that each comes back: whatever was done with it, and wherever that was called off."""

import asyncio
from collections.abc import AsyncIterator, Coroutine, Mapping
from contextlib import asynccontextmanager
from typing import Any

import psycopg
from sqlalchemy import Connection, PoolProxiedConnection
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, AsyncSession
from sqlalchemy.util import greenlet_spawn

from souk.database.driving import Driver, Rows, Statement
from souk.database.watching import Watch

ENDING: set["asyncio.Task[None]"] = set()
"""What goes on although whoever waited for it was called off again: a loop holds its tasks weakly."""

IDLE = psycopg.pq.TransactionStatus.IDLE


class Borrowed(Driver):
    """One that is borrowed from a module's pool, for a transaction that needs no session, or not yet."""

    def __init__(self, borrowed: PoolProxiedConnection, engine: AsyncEngine, watch: Watch) -> None:
        driver = borrowed.driver_connection
        if not isinstance(driver, psycopg.AsyncConnection):
            raise TypeError(driver)
        super().__init__(driver, watch)
        self._borrowed = borrowed
        self._engine = engine
        self.reads = False

    @property
    def in_transaction(self) -> bool:
        return self._connection.info.transaction_status is not IDLE

    async def only_reads(self) -> None:
        """Have each statement stand alone: no BEGIN, no COMMIT, fewer round trips."""
        self.reads = True
        await self._connection.set_autocommit(True)

    async def at_once(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows:
        """Say one thing outside of any transaction: it is durable when this returns."""
        await self._connection.set_autocommit(True)
        try:
            return await self.rows(statement, parameters)
        finally:
            if not self.in_transaction:  # it would be broken, and is thrown away
                await self._connection.set_autocommit(self.reads)

    def connection(self) -> AsyncConnection:
        """Return what SQLAlchemy knows of it, for statements that are its own."""
        connection = Connection(self._engine.sync_engine, connection=self._borrowed)
        return AsyncConnection(self._engine, connection)

    def session(self) -> AsyncSession:
        """Return a session that goes on within the same transaction."""
        return AsyncSession(self.connection(), expire_on_commit=False, autoflush=False)

    async def commit(self) -> None:
        if self.in_transaction:
            await self._connection.commit()

    async def give_back(self, *, broken: bool) -> None:
        """Return it to its pool, with whatever was not committed undone, or throw it away.

        That costs a task of its own where there is something to wait for. Elsewhere psycopg still lets others
        have a turn now and then: who is called off there goes the way to its end in one.
        """
        if not self._borrowed.is_valid:  # its session has thrown it away
            return
        if broken or self.in_transaction:
            await to_the_end(self._thrown_away() if broken else self._given_back())
            return
        try:
            await self._given_back()
        except asyncio.CancelledError:
            if self._borrowed.is_valid:
                await to_the_end(self._given_back())
            raise

    async def _thrown_away(self) -> None:
        await greenlet_spawn(self._borrowed.invalidate)

    async def _given_back(self) -> None:
        if self._connection.closed:  # all that the pool opened before are as dead: as a session would do
            await greenlet_spawn(self._engine.pool._invalidate, self._borrowed)  # noqa: SLF001
            return
        if self.reads:
            await self._connection.set_autocommit(False)
        await greenlet_spawn(self._borrowed.close)


async def to_the_end(ending: Coroutine[Any, Any, None]) -> None:
    """Wait for it; it goes on even if whoever waits is called off again meanwhile."""
    task = asyncio.create_task(ending)
    ENDING.add(task)
    task.add_done_callback(ENDING.discard)
    await asyncio.shield(task)


async def borrow(engine: AsyncEngine, watch: Watch, *, reads: bool = False) -> Borrowed:
    """Take one out of the pool. With `reads` each statement stands alone on it.

    SQLAlchemy has an engine option for that, which loses the connection if it is called off while it sets it.
    """
    borrowed = Borrowed(await engine.raw_connection(), engine, watch)
    if reads:
        try:
            await borrowed.only_reads()
        except BaseException:
            await borrowed.give_back(broken=True)
            raise
    return borrowed


@asynccontextmanager
async def lent(engine: AsyncEngine, watch: Watch, *, reads: bool = False) -> AsyncIterator[Borrowed]:
    """Borrow one for this block, and give it back whatever becomes of that."""
    borrowed = await borrow(engine, watch, reads=reads)
    interrupted = False
    try:
        yield borrowed
    except BaseException as failure:
        interrupted = not isinstance(failure, Exception)
        raise
    finally:
        await borrowed.give_back(broken=interrupted)
