"""A lifeline: a connection of a worker's own, by which PostgreSQL notices that its process is gone."""

from collections.abc import Mapping
from typing import Any

from souk.database.driving import Statement
from souk.database.lending import Borrowed
from souk.events.store import EventStore


class Lifeline:
    """Opened by its first statement, and anew after one that failed."""

    def __init__(self, store: EventStore) -> None:
        self._store = store
        self._borrowed: Borrowed | None = None

    async def run(self, sql: Statement, parameters: Mapping[str, Any]) -> int:
        """Return how many rows it returned."""
        if self._borrowed is None:
            self._borrowed = await self._store.borrow()
        try:
            return len(await self._borrowed.rows(sql, parameters))
        except BaseException:
            await self._let_go(broken=True)
            raise

    async def close(self) -> None:
        await self._let_go(broken=False)

    async def _let_go(self, *, broken: bool) -> None:
        held, self._borrowed = self._borrowed, None
        if held is not None:
            await held.give_back(broken=broken)
