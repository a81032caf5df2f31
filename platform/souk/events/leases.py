"""Leases: a worker lives by its heartbeat, and lanes belong to living workers."""

import time
from collections import Counter
from collections.abc import Iterable, Mapping
from uuid import UUID

import msgspec
import psycopg
from sqlalchemy.exc import OperationalError

from souk.events.lifeline import Lifeline
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
BEAT_ON_LIFELINE = b"""
    UPDATE souk.worker w SET alive_until = clock_timestamp() + make_interval(secs => %(seconds)s),
        backend = me.pid, backend_start = me.backend_start
    FROM pg_stat_get_activity(pg_backend_pid()) me WHERE w.id = %(worker)s RETURNING 1
"""
# Its lanes become free by the foreign key, with their marks. A process that dies takes its connection along;
# all of them are gone after a restart of the server, which says nothing about the workers.
BURY = """
    DELETE FROM souk.worker WHERE id IN (
        SELECT id FROM souk.worker w WHERE alive_until < clock_timestamp() OR (
            w.backend IS NOT NULL AND w.backend_start > pg_postmaster_start_time()
            AND NOT EXISTS (
                SELECT FROM pg_stat_get_activity(w.backend) b WHERE b.backend_start = w.backend_start)
        ) FOR UPDATE SKIP LOCKED)
"""
SHARES = """
    SELECT subscriber, 16 / workers + CASE WHEN turn <= 16 %% workers THEN 1 ELSE 0 END AS lanes FROM (
        SELECT id, subscriber, count(*) OVER (PARTITION BY subscriber) AS workers,
               row_number() OVER (PARTITION BY subscriber ORDER BY hashtext(id::text || subscriber)) AS turn
        FROM souk.worker, jsonb_object_keys(hears) AS subscriber WHERE alive_until > clock_timestamp()
    ) living WHERE id = %(worker)s
"""
# Who was buried in its sleep is nobody, and gets nothing: the next beat tells it so.
ALIVE = "me AS (SELECT id FROM souk.worker WHERE id = %(worker)s FOR KEY SHARE)"
# A lane in which nothing was left is free, however far its mark says that somebody came.
CLAIM = f"""
    WITH {ALIVE} UPDATE souk.lane l SET owner = me.id, mark = NULL
    FROM me, unnest(%(subscribers)s::text[], %(wanted)s::int[]) AS w (subscriber, lanes) CROSS JOIN LATERAL (
        SELECT f.subscriber, f.lane FROM souk.lane f
        WHERE f.subscriber = w.subscriber AND f.owner IS NULL AND (f.mark IS NULL OR NOT EXISTS (
            SELECT FROM souk.delivery d
            WHERE d.subscriber = f.subscriber AND d.lane = f.lane AND d.position <= f.mark
        ) AND NOT EXISTS (
            SELECT FROM souk.hold h WHERE h.subscriber = f.subscriber AND h.lane = f.lane AND h.running
        ))
        ORDER BY f.lane LIMIT w.lanes FOR UPDATE SKIP LOCKED
    ) free
    WHERE l.subscriber = free.subscriber AND l.lane = free.lane
    RETURNING l.subscriber, l.lane
"""
ORPHANED = """
    SELECT o.subscriber, o.lane
    FROM unnest(%(subscribers)s::text[], %(wanted)s::int[]) AS w (subscriber, lanes) CROSS JOIN LATERAL (
        SELECT l.subscriber, l.lane FROM souk.lane l
        WHERE l.subscriber = w.subscriber AND l.owner IS NULL AND l.mark IS NOT NULL
        ORDER BY l.lane LIMIT w.lanes
    ) o
"""
# A lane with a mark was left in the middle of something: all that its owner had fetched is set aside, and of
# each key the first becomes suspect, since only that one can have been running. The same goes for a held key
# that was being worked off. (Of a batch the poison may be another; then its own turn, alone, will tell.)
# If its owner still has a transaction open there, the lane is not to be had yet: NOWAIT.
TAKE_OVER = f"""
    WITH {ALIVE}, taken AS (
        UPDATE souk.lane l SET owner = me.id, mark = NULL FROM me, (
            SELECT subscriber, lane, mark FROM souk.lane
            WHERE subscriber = %(subscriber)s AND lane = %(lane)s AND owner IS NULL FOR UPDATE NOWAIT
        ) o WHERE l.subscriber = o.subscriber AND l.lane = o.lane RETURNING o.subscriber, o.lane, o.mark
    ), fetched AS (
        SELECT d.subscriber, d.lane, d.position FROM souk.delivery d, taken t
        WHERE d.subscriber = t.subscriber AND d.lane = t.lane AND d.position <= t.mark FOR UPDATE OF d NOWAIT
    ), left_behind AS (
        DELETE FROM souk.delivery d USING fetched f
        WHERE d.subscriber = f.subscriber AND d.lane = f.lane AND d.position = f.position RETURNING d.*
    ), aside AS (
        INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane, attempts, suspect)
        SELECT subscriber, key, position, published_at, lane, attempts,
               position = min(position) OVER (PARTITION BY key) FROM left_behind
    ), held AS (
        INSERT INTO souk.hold (subscriber, key, lane, until, reason)
        SELECT subscriber, key, lane, clock_timestamp(), 'its worker died' FROM left_behind
        GROUP BY subscriber, key, lane
        ON CONFLICT (subscriber, key) DO UPDATE SET running = false
    ), interrupted AS (
        SELECT h.subscriber, h.key FROM souk.hold h, taken t
        WHERE h.subscriber = t.subscriber AND h.lane = t.lane AND h.running
    ), suspected AS (
        UPDATE souk.held_delivery d SET suspect = true FROM interrupted i
        WHERE d.subscriber = i.subscriber AND d.key = i.key AND d.position = (
            SELECT min(position) FROM souk.held_delivery WHERE subscriber = i.subscriber AND key = i.key)
    ), stopped AS (
        UPDATE souk.hold h SET running = false FROM interrupted i
        WHERE h.subscriber = i.subscriber AND h.key = i.key
            AND NOT EXISTS (SELECT FROM left_behind b WHERE b.subscriber = h.subscriber AND b.key = h.key)
    )
    SELECT count(*) AS taken FROM taken
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
        self._lifeline: Lifeline | None = None

    def hold_a_lifeline(self) -> None:
        """Keep a connection from the next beat on, by whose loss the others know of our death."""
        self._lifeline = Lifeline(self._store)

    async def enter(self) -> None:
        self.worker = new_id()
        await self._store.run(ENTER, self._me(name=self._name, hears=self._hears, seconds=self._seconds))

    async def beat(self) -> bool:
        """Stay alive, and bury who did not. False: we were buried ourselves."""
        me = self._me(seconds=self._seconds)
        if self._lifeline is None:
            alive = await self._store.run(BEAT, me) > 0
        else:
            alive = await self._lifeline.run(BEAT_ON_LIFELINE, me) > 0
        await self._store.run(BURY)
        return alive

    async def shares(self) -> dict[str, int]:
        """Return how many lanes of each subscriber are this worker's fair share now."""
        return {row.subscriber: row.lanes for row in await self._store.rows(SHARES, self._me())}

    async def claim(self, wanted: Mapping[str, int]) -> list[tuple[str, int]]:
        """Take so many free lanes of each subscriber, as far as there are any to be had."""
        rows = await self._store.rows(CLAIM, self._asking(wanted))
        claimed = [(row.subscriber, row.lane) for row in rows]
        got = Counter(subscriber for subscriber, _ in claimed)
        missing = {name: lanes - got[name] for name, lanes in wanted.items() if lanes > got[name]}
        return claimed + await self._take_over(missing) if missing else claimed

    async def _take_over(self, wanted: Mapping[str, int]) -> list[tuple[str, int]]:
        """Take lanes over from the dead, one by one: one that is not to be had must not stop the others.

        Only for a part of our lease, so that we are not buried meanwhile; the rest after the next beat.
        """
        taken = []
        until = time.monotonic() + self._seconds / 6
        for row in await self._store.rows(ORPHANED, self._asking(wanted)):
            if time.monotonic() > until:
                break
            try:
                (result,) = await self._store.rows(
                    TAKE_OVER, self._me(subscriber=row.subscriber, lane=row.lane)
                )
            except OperationalError as error:
                if not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                    raise
            else:
                taken += [(row.subscriber, row.lane)] * result.taken
        return taken

    def _asking(self, wanted: Mapping[str, int]) -> dict[str, object]:
        return self._me(subscribers=list(wanted), wanted=list(wanted.values()))

    async def release(self, lanes: Mapping[str, Iterable[int]]) -> None:
        """Give lanes back in which nothing is under way, of all subscribers at once."""
        given = [(subscriber, lane) for subscriber, numbers in lanes.items() for lane in numbers]
        names, numbers = [name for name, _ in given], [number for _, number in given]
        await self._store.run(RELEASE, self._me(subscribers=names, lanes=numbers))

    async def leave(self) -> None:
        await self._store.run(LEAVE, self._me())
        await self._store.run(REMOVE, self._me())

    async def close(self) -> None:
        """Let go of the lifeline."""
        if self._lifeline is not None:
            await self._lifeline.close()

    def _me(self, **more: object) -> dict[str, object]:
        return {"worker": self.worker, **more}
