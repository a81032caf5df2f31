"""A lifeline: a connection of a worker's own, by which PostgreSQL notices that its process is gone."""

import asyncio
from collections.abc import Mapping
from typing import Any

from sqlalchemy.ext.asyncio import AsyncConnection

from souk.events.store import EventStore


class Lifeline:
    """Opened by its first statement, and anew after one that failed."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._connection: AsyncConnection | None = None

    async def run(self, sql: str, parameters: Mapping[str, Any]) -> int:
        """Return how many rows it wrote."""
        if self._connection is None:
            self._connection = await self._store.connection()
        try:
            return (await self._connection.exec_driver_sql(sql, dict(parameters))).rowcount
        except BaseException:
            await asyncio.shield(self.close())
            raise

    async def close(self) -> None:
        held, self._connection = self._connection, None
        if held is not None:
            await held.close()
