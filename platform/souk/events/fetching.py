"""Fetches what is next in the lanes of one subscriber, and what waits behind a hold."""

from collections.abc import Collection
from uuid import UUID

from souk.events.parcels import Parcel
from souk.events.store import EventStore
from souk.events.taking import array

EVENT = """
    LEFT JOIN LATERAL (
        SELECT e.id, e.type, e.payload, e.older, e.context FROM souk.event e
        WHERE e.position = d.position AND e.published_at = d.published_at OFFSET 0
    ) e ON true
"""
COLUMNS = """
    date_part('epoch', clock_timestamp() - d.published_at) AS age,
    e.id, coalesce(e.type, ''), e.payload::text, e.older::text, e.context::text
"""

# The mark says how far the lane's owner has come: what it leaves behind up to there is suspect.
# Rows are deleted by their place: a join may look through a whole lane, and all that is dead there, for each.
# A key on hold is locked, so that its hold is not lifted while one more of its deliveries is set aside.
FRESH = f"""
    WITH head AS MATERIALIZED (
        SELECT d.* FROM unnest(%(lanes)s::smallint[]) AS l (lane) CROSS JOIN LATERAL (
            SELECT * FROM souk.delivery d WHERE d.subscriber = %(subscriber)s AND d.lane = l.lane
            ORDER BY d.position LIMIT %(each)s
        ) d ORDER BY d.position LIMIT %(most)s
    ), marked AS (
        UPDATE souk.lane l SET mark = greatest(l.mark, h.top)
        FROM (SELECT lane, max(position) AS top FROM head GROUP BY lane) h
        WHERE l.subscriber = %(subscriber)s AND l.lane = h.lane AND l.owner = %(worker)s RETURNING l.lane
    ), held AS MATERIALIZED (
        SELECT h.key FROM souk.hold h
        WHERE h.subscriber = %(subscriber)s AND h.key IN (SELECT key FROM head) FOR KEY SHARE
    ), gone AS (
        DELETE FROM souk.delivery d WHERE d.ctid = ANY (ARRAY(
            SELECT f.ctid FROM head h JOIN held USING (key) JOIN marked USING (lane) CROSS JOIN LATERAL (
                SELECT f.ctid FROM souk.delivery f
                WHERE f.subscriber = %(subscriber)s AND f.lane = h.lane AND f.position = h.position LIMIT 1
            ) f
        )) RETURNING d.*
    ), aside AS (
        INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane, attempts)
        SELECT subscriber, key, position, published_at, lane, attempts FROM gone
    )
    SELECT d.position, d.lane, d.key, d.attempts, held.key IS NOT NULL AS held, false AS suspect, {COLUMNS}
    FROM head d JOIN marked m USING (lane) LEFT JOIN held USING (key) {EVENT} ORDER BY d.position
""".encode()
BEHIND = f"""
    SELECT d.position, d.lane, d.key, d.attempts, true AS held, d.suspect, {COLUMNS}
    FROM (
        SELECT * FROM souk.held_delivery d WHERE d.subscriber = %(subscriber)s AND d.key = %(key)s
        ORDER BY d.position LIMIT %(most)s
    ) d {EVENT} ORDER BY d.position
"""


class Fetching:
    """Fetches for one subscriber."""

    def __init__(self, store: EventStore, subscriber: str) -> None:
        self._store = store
        self._subscriber = subscriber

    async def fresh(self, worker: UUID, lanes: Collection[int], each: int, most: int) -> list[Parcel]:
        """Return the heads of these lanes in order, as far as the worker still holds them.

        What belongs to a key on hold is set aside, and returned with `held` for the caller to leave alone.
        """
        if not lanes:
            return []
        wanted = {"worker": worker, "lanes": array(lanes), "each": each, "most": most}
        rows = await self._store.tuples(FRESH, {"subscriber": self._subscriber, **wanted})
        return [Parcel._make(row) for row in rows]

    async def behind(self, key: str, most: int) -> list[Parcel]:
        """Return what waits behind the hold of this key, in order."""
        wanted = {"subscriber": self._subscriber, "key": key, "most": most}
        return [Parcel._make(row) for row in await self._store.rows(BEHIND, wanted)]
