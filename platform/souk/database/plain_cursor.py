"""Says many statements one after the other, so that PostgreSQL's limits hold in between."""

from collections.abc import Iterable
from typing import Any

import psycopg
from psycopg.abc import Params, Query


class PlainCursor(psycopg.AsyncCursor[Any]):
    """Psycopg would say them in a pipeline, in which PostgreSQL does not count how long a transaction idles.

    A process that was frozen there kept its locks until somebody ended it. What is said often is one
    statement for many rows anyway.
    """

    async def executemany(
        self, query: Query, params_seq: Iterable[Params], *, returning: bool = False
    ) -> None:
        """Do what psycopg does where the library knows no pipelines."""
        async with self._conn.lock:
            await self._conn.wait(self._executemany_gen_no_pipeline(query, params_seq, returning))
