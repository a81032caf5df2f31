"""What must be forgotten: told with the commit that changed it, heard by every process within a moment.

PostgreSQL is the truth, not a message that may get lost: each change writes its tags in its own transaction,
and every process looks for new ones a few times a second. It remembers up to which transaction it has seen
everything (the watermark); an answer that was loaded at a watermark is true as long as none of its tags was
told by that transaction or a later one.
"""

import time
from collections.abc import Callable
from typing import NamedTuple

from souk.database import ModuleDatabase

READ = b"""
    SELECT position, transaction::text::bigint AS transaction, tags,
        pg_snapshot_xmin(pg_current_snapshot())::text::bigint AS watermark
    FROM souk.forgotten WHERE transaction >= CAST(CAST(%(since)s AS text) AS xid8)
    UNION ALL
    SELECT 0, 0, '{}', pg_snapshot_xmin(pg_current_snapshot())::text::bigint
"""
PRUNE = b"DELETE FROM souk.forgotten WHERE told_at < clock_timestamp() - interval '1 hour'"

REMEMBERED_SECONDS = 3600


class Told(NamedTuple):
    """What one transaction had forgotten, and up to which all is seen."""

    position: int
    transaction: int
    tags: list[str]
    watermark: int


class Forgetting:
    """Follows what is told. Before it has looked once, nothing is known and nothing may be kept."""

    def __init__(self, database: ModuleDatabase, forget: Callable[[str], object]) -> None:
        self._database = database
        self._forget = forget
        self._told: dict[str, int] = {}
        self._told_before: dict[str, int] = {}
        self._seen: set[int] = set()
        self._pruned = time.monotonic()
        self.watermark = 0
        self.looked_at = 0.0

    @property
    def lag(self) -> float:
        """Seconds since it last knew everything."""
        return time.monotonic() - self.looked_at

    def is_true(self, tags: tuple[str, ...], watermark: int) -> bool:
        """Tell whether what was loaded at that watermark still holds, as far as is known."""
        return watermark > 0 and all(self._last(tag) < watermark for tag in tags)

    async def look(self) -> None:
        """Learn what was told since the last look, and have it forgotten."""
        started = time.monotonic()
        async with self._database.reading() as driver:
            rows = [Told._make(row) for row in await driver.rows(READ, {"since": str(self.watermark)})]
        seen = {row.position for row in rows}
        for row in rows:
            if row.position not in self._seen:
                for tag in row.tags:
                    self._told[tag] = max(self._last(tag), row.transaction)
                    self._forget(tag)
        self._seen = seen
        self.watermark = rows[0].watermark
        self.looked_at = started

    async def prune(self) -> None:
        """Take away what no kept answer can be older than, now and then."""
        if time.monotonic() - self._pruned < REMEMBERED_SECONDS / 4:
            return
        self._pruned = time.monotonic()
        async with self._database.reading() as driver:
            await driver.rows(PRUNE, {})
        # What was told two rounds ago is older than every answer that is still kept anywhere.
        self._told_before, self._told = self._told, {}

    def _last(self, tag: str) -> int:
        return self._told.get(tag) or self._told_before.get(tag, 0)
