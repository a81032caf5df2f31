"""The dispatcher's own connections: its role reads events, moves deliveries, touches no module's tables."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import DISPATCHER, PLATFORM, role_address
from souk.database.closing import close
from souk.database.driving import Rows, Statement
from souk.database.failures import unavailable
from souk.database.lending import Borrowed, borrow, lent
from souk.database.plain_cursor import PlainCursor
from souk.database.watching import watch

Parameters = Mapping[str, Any]
# All the couriers of a process fetch through it at once when there is much to do. What overflows is closed
# after each statement, and logging in anew, with nothing prepared, costs more than most fetches do.
POOL = {True: 10, False: 2}
MOST = 10

# A queue is empty whenever its statistics are taken, so plans must not depend on them: the index, always.
# What is written here repeats itself after a power cut; what must not be lost is in modules' transactions.
QUEUE = (
    "-c enable_seqscan=off -c enable_bitmapscan=off -c enable_mergejoin=off"
    " -c plan_cache_mode=force_generic_plan -c jit=off -c synchronous_commit=off"
)


class EventStore:
    """Runs statements, each in a transaction of its own unless told otherwise. Connects when first used."""

    def __init__(self, settings: DatabaseSettings, secret: str, *, queue: bool) -> None:
        """With `queue` the plans are those of a queue, otherwise those of questions about history."""
        self._engine = create_async_engine(
            role_address(settings.url, DISPATCHER, secret),
            pool_size=POOL[queue],
            max_overflow=MOST - POOL[queue],
            pool_use_lifo=True,  # a warm connection has its statements prepared
            hide_parameters=True,
            pool_recycle=1800,
            connect_args={
                "application_name": "souk dispatcher",
                "cursor_factory": PlainCursor,
                "connect_timeout": settings.connect_seconds,
                "options": QUEUE if queue else "-c statement_timeout=60s",
            },
        )
        self._watch = watch(self._engine, PLATFORM, limit=MOST)

    async def rows(self, sql: str, parameters: Parameters | None = None) -> Sequence[Row[Any]]:
        async with self._lent() as own:
            return (await own.connection().exec_driver_sql(sql, dict(parameters or {}))).all()

    async def tuples(self, sql: Statement, parameters: Parameters) -> Rows:
        """Return bare rows: what a worker asks all the time."""
        async with self._lent() as own:
            return await own.rows(sql, parameters)

    async def run(self, sql: str, parameters: Parameters | None = None) -> int:
        """Return how many rows it wrote."""
        async with self._lent() as own:
            return (await own.connection().exec_driver_sql(sql, dict(parameters or {}))).rowcount

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncConnection]:
        async with self._engine.begin() as connection:
            yield connection

    async def borrow(self) -> Borrowed:
        """Borrow one that the caller keeps and gives back; each of its statements is a transaction."""
        return await borrow(self._engine, self._watch, reads=True)

    async def close(self) -> None:
        await close(self._engine)

    def _lent(self) -> AbstractAsyncContextManager[Borrowed]:
        return lent(self._engine, self._watch, reads=True)


def is_away(error: BaseException) -> bool:
    """Tell whether the database, rather than our own code, is the trouble."""
    return unavailable(error) is not None
