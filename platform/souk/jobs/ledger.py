"""The way to the record of jobs: as the dispatcher, each statement a commit of its own."""

from collections.abc import Sequence
from functools import cache
from typing import Any

from sqlalchemy import RowMapping, TextClause, text
from sqlalchemy.ext.asyncio import create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import DISPATCHER, PLATFORM, role_address
from souk.database.closing import close
from souk.database.watching import watch

# Queues are empty whenever statistics are taken: without this, plans would scan them when they are full.
PLANS = "-c enable_seqscan=off -c jit=off"
POOL = 6
OVERFLOW = 10


class Ledger:
    """A small pool that connects when first used."""

    def __init__(self, settings: DatabaseSettings, secret: str) -> None:
        self._engine = create_async_engine(
            role_address(settings.url, DISPATCHER, secret),
            pool_size=POOL,
            max_overflow=OVERFLOW,
            hide_parameters=True,
            isolation_level="AUTOCOMMIT",
            connect_args={
                "application_name": "souk jobs",
                "connect_timeout": settings.connect_seconds,
                "options": PLANS,
            },
        )
        watch(self._engine, PLATFORM, limit=POOL + OVERFLOW)

    async def rows(self, sql: str, **parameters: Any) -> Sequence[RowMapping]:
        """Send one statement and return its rows."""
        async with self._engine.connect() as connection:
            return (await connection.execute(_statement(sql), parameters)).mappings().all()

    async def send(self, sql: str, **parameters: Any) -> int:
        """Send one statement and return how many rows it touched."""
        async with self._engine.connect() as connection:
            return (await connection.execute(_statement(sql), parameters)).rowcount

    async def close(self) -> None:
        await close(self._engine)


@cache
def _statement(sql: str) -> TextClause:
    """Look for its parameters once: the statements are constants, and few."""
    return text(sql)
