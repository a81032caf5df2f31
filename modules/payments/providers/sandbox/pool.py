"""The sandbox's own connections: it lives elsewhere, and never shares a transaction with the books."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine, create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import role_address, role_of
from souk.database.closing import close
from souk.database.lending import lent
from souk.database.watching import watch_of


class SandboxPool:
    """Connects when first used."""

    def __init__(self, settings: DatabaseSettings, secret: str) -> None:
        self._settings = settings
        self._secret = secret

    @cached_property
    def engine(self) -> AsyncEngine:
        settings = self._settings
        return create_async_engine(
            role_address(settings.url, role_of("payments"), self._secret),
            pool_size=settings.pool,
            max_overflow=settings.pool_overflow,
            pool_timeout=settings.pool_wait_seconds,
            pool_use_lifo=True,
            connect_args={"application_name": "souk sandbox", "connect_timeout": settings.connect_seconds},
        )

    @asynccontextmanager
    async def at_once(self) -> AsyncIterator[AsyncConnection]:
        """Lend one of them, where each statement is a transaction."""
        async with lent(self.engine, watch_of("payments"), reads=True) as own:
            yield own.connection()

    async def close(self) -> None:
        if "engine" in self.__dict__:
            await close(self.engine)
