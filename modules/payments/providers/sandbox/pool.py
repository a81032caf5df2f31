"""The sandbox's own connections: it lives elsewhere, and never shares a transaction with the books."""

from functools import cached_property

from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from souk.configuration import DatabaseSettings
from souk.database.addresses import role_address, role_of
from souk.database.closing import close


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

    @cached_property
    def at_once(self) -> AsyncEngine:
        """The same connections, where each statement is a transaction."""
        return self.engine.execution_options(isolation_level="AUTOCOMMIT")

    async def close(self) -> None:
        if "engine" in self.__dict__:
            await close(self.engine)
