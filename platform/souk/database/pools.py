"""One small lazy pool for each module: a bulkhead, logged in as the module's own role."""

import asyncio
from collections.abc import Mapping
from contextlib import AbstractAsyncContextManager
from typing import Any

import msgspec
from sqlalchemy import URL
from sqlalchemy.ext.asyncio import AsyncEngine, AsyncSession, create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import DISPATCHER, PLATFORM, role_address, role_of
from souk.database.closing import close
from souk.database.driving import ModuleSession
from souk.database.lending import Borrowed, borrow, lent
from souk.database.plain_cursor import PlainCursor
from souk.database.watching import watch


class ModuleDatabase:
    """A module's pool. Connects when first used; an exhausted one leaves the other modules' alone."""

    def __init__(self, module: str, address: URL, settings: DatabaseSettings) -> None:
        self.module = module
        self.engine: AsyncEngine = create_async_engine(
            address,
            pool_size=settings.pool,
            max_overflow=settings.pool_overflow,
            pool_timeout=settings.pool_wait_seconds,
            pool_recycle=1800,
            json_serializer=_as_json,
            json_deserializer=msgspec.json.decode,
            hide_parameters=True,  # they may be somebody's, and errors are logged
            pool_use_lifo=True,  # a warm connection has its statements prepared
            connect_args={
                "application_name": f"souk {module}",
                "connect_timeout": settings.connect_seconds,
                "cursor_factory": PlainCursor,
            },
        )
        self.watch = watch(self.engine, module, limit=settings.pool + settings.pool_overflow)

    def writing(self) -> AsyncSession:
        return AsyncSession(
            self.engine, sync_session_class=ModuleSession, expire_on_commit=False, autoflush=False
        )

    async def borrow_to_write(self) -> Borrowed:
        """Borrow a bare connection, for a transaction that begins by speaking to the driver."""
        return await borrow(self.engine, self.watch)

    async def borrow_to_read(self) -> Borrowed:
        """Borrow one on which each statement stands alone: no BEGIN, no COMMIT, fewer round trips."""
        return await borrow(self.engine, self.watch, reads=True)

    def reading(self) -> AbstractAsyncContextManager[Borrowed]:
        """Lend such a one for a block."""
        return lent(self.engine, self.watch, reads=True)

    async def ping(self) -> None:
        """Raise when the database does not answer this module."""
        async with self.reading() as driver:
            await driver.rows(b"SELECT 1", {})

    async def close(self) -> None:
        await close(self.engine)


def _as_json(value: Any) -> str:
    return msgspec.json.encode(value).decode()


class Databases:
    """All modules' pools of one process, and the platform's own, which logs in as the dispatcher."""

    def __init__(self, url: str, secret: str, settings: DatabaseSettings, modules: list[str]) -> None:
        roles = {PLATFORM: DISPATCHER, **{name: role_of(name) for name in modules}}
        self._pools: Mapping[str, ModuleDatabase] = {
            name: ModuleDatabase(name, role_address(url, role, secret), settings)
            for name, role in roles.items()
        }

    def __getitem__(self, module: str) -> ModuleDatabase:
        return self._pools[module]

    async def close(self) -> None:
        await asyncio.gather(*(pool.close() for pool in self._pools.values()))
