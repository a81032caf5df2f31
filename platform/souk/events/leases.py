"""Leases: a worker lives by its heartbeat, and lanes belong to living workers."""

from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec

from souk.events.store import EventStore
from souk.kernel import new_id

ENTER = """
    INSERT INTO souk.worker (id, name, hears, alive_until)
    VALUES (%(worker)s, %(name)s, %(hears)s::jsonb, clock_timestamp() + make_interval(secs => %(seconds)s))
"""
BEAT = """
    UPDATE souk.worker SET alive_until = clock_timestamp() + make_interval(secs => %(seconds)s)
    WHERE id = %(worker)s
"""
# Its lanes become free by the foreign key, with their marks.
BURY = """
    DELETE FROM souk.worker WHERE id IN (
        SELECT id FROM souk.worker WHERE alive_until < clock_timestamp() FOR UPDATE SKIP LOCKED)
"""
SHARES = """
    SELECT subscriber, 16 / workers + CASE WHEN turn <= 16 %% workers THEN 1 ELSE 0 END AS lanes FROM (
        SELECT id, subscriber, count(*) OVER (PARTITION BY subscriber) AS workers,
               row_number() OVER (PARTITION BY subscriber ORDER BY hashtext(id::text || subscriber)) AS turn
        FROM souk.worker, jsonb_object_keys(hears) AS subscriber WHERE alive_until > clock_timestamp()
    ) living WHERE id = %(worker)s
"""
# A lane with a mark was left in the middle of something: all that its owner had fetched becomes suspect.
CLAIM = """
    WITH free AS (
        SELECT l.* FROM unnest(%(subscribers)s::text[], %(wanted)s::int[]) AS w (subscriber, lanes)
        CROSS JOIN LATERAL (
            SELECT l.subscriber, l.lane, l.mark FROM souk.lane l
            WHERE l.subscriber = w.subscriber AND l.owner IS NULL
            ORDER BY l.lane LIMIT w.lanes FOR UPDATE SKIP LOCKED
        ) l
    ), claimed AS (
        UPDATE souk.lane l SET owner = %(worker)s, mark = NULL
        FROM free f WHERE l.subscriber = f.subscriber AND l.lane = f.lane
        RETURNING l.subscriber, l.lane, f.mark
    ), left_behind AS (
        DELETE FROM souk.delivery d USING claimed c
        WHERE d.subscriber = c.subscriber AND d.lane = c.lane AND d.position <= c.mark RETURNING d.*
    ), aside AS (
        INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane, attempts)
        SELECT subscriber, key, position, published_at, lane, attempts FROM left_behind
    ), suspected AS (
        INSERT INTO souk.hold (subscriber, key, lane, until, reason, suspect)
        SELECT DISTINCT subscriber, key, lane, clock_timestamp(), 'its worker died', true FROM left_behind
        ON CONFLICT (subscriber, key) DO UPDATE SET suspect = true, running = false
    ), interrupted AS (
        UPDATE souk.hold h SET suspect = true, running = false
        FROM claimed c WHERE h.subscriber = c.subscriber AND h.lane = c.lane AND h.running
            AND NOT EXISTS (SELECT FROM left_behind b WHERE b.subscriber = h.subscriber AND b.key = h.key)
    )
    SELECT subscriber, lane FROM claimed
"""
RELEASE = """
    UPDATE souk.lane l SET owner = NULL, mark = NULL
    FROM unnest(%(subscribers)s::text[], %(lanes)s::smallint[]) AS r (subscriber, lane)
    WHERE l.subscriber = r.subscriber AND l.lane = r.lane AND l.owner = %(worker)s
"""
LEAVE = """
    WITH released AS (
        UPDATE souk.lane SET owner = NULL, mark = NULL WHERE owner = %(worker)s RETURNING subscriber, lane
    )
    UPDATE souk.hold h SET running = false
    FROM released r WHERE h.subscriber = r.subscriber AND h.lane = r.lane AND h.running
"""
REMOVE = "DELETE FROM souk.worker WHERE id = %(worker)s"


class Leases:
    """This process as one of the workers. Who is buried comes back under a new id, with nothing."""

    def __init__(self, store: EventStore, name: str, hears: Mapping[str, str], seconds: float) -> None:
        self._store = store
        self._name = name
        self._hears = msgspec.json.encode(hears).decode()
        self._seconds = seconds
        self.worker: UUID = new_id()

    async def enter(self) -> None:
        self.worker = new_id()
        await self._store.run(ENTER, self._me(name=self._name, hears=self._hears, seconds=self._seconds))

    async def beat(self) -> bool:
        """Stay alive, and bury who did not. False: we were buried ourselves."""
        alive = await self._store.run(BEAT, self._me(seconds=self._seconds)) > 0
        await self._store.run(BURY)
        return alive

    async def shares(self) -> dict[str, int]:
        """Return how many lanes of each subscriber are this worker's fair share now."""
        return {row.subscriber: row.lanes for row in await self._store.rows(SHARES, self._me())}

    async def claim(self, wanted: Mapping[str, int]) -> list[tuple[str, int]]:
        """Take so many free lanes of each subscriber, as far as there are any."""
        chosen = self._me(subscribers=list(wanted), wanted=list(wanted.values()))
        return [(row.subscriber, row.lane) for row in await self._store.rows(CLAIM, chosen)]

    async def release(self, subscriber: str, lanes: Iterable[int]) -> None:
        """Give lanes back in which nothing is under way."""
        given = list(lanes)
        await self._store.run(RELEASE, self._me(subscribers=[subscriber] * len(given), lanes=given))

    async def leave(self) -> None:
        await self._store.run(LEAVE, self._me())
        await self._store.run(REMOVE, self._me())

    def _me(self, **more: object) -> dict[str, object]:
        return {"worker": self.worker, **more}
