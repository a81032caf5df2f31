"""What waits, for whom, since when, and why."""

from datetime import datetime

from souk.events.store import EventStore
from souk.kernel import Value

LAG = """
    SELECT s.subscriber, coalesce(p.pending, 0) AS pending, p.oldest_at, coalesce(h.keys, 0) AS held_keys,
           coalesce(d.letters, 0) AS dead_letters, coalesce(w.workers, 0) AS workers, h.reason
    FROM (SELECT DISTINCT subscriber FROM souk.subscription
          UNION SELECT DISTINCT subscriber FROM souk.pending) s
    LEFT JOIN (SELECT subscriber, count(*) AS pending, min(published_at) AS oldest_at
               FROM souk.pending GROUP BY 1) p USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS keys, (array_agg(reason ORDER BY since))[1] AS reason
               FROM souk.hold GROUP BY 1) h USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS letters FROM souk.dead_letter GROUP BY 1) d USING (subscriber)
    LEFT JOIN (SELECT subscriber, count(*) AS workers
               FROM souk.worker, jsonb_object_keys(hears) AS subscriber
               WHERE alive_until > clock_timestamp() GROUP BY 1) w USING (subscriber)
    ORDER BY 1
"""
NOBODY = "no running worker knows this subscriber"


class Lag(Value):
    """How far a subscriber is behind. A reason says that something waits for more than its turn."""

    subscriber: str
    pending: int
    oldest_at: datetime | None
    held_keys: int
    dead_letters: int
    workers: int
    reason: str


async def lags(store: EventStore) -> list[Lag]:
    """Return every subscriber, those included that nobody knows any more."""
    return [
        Lag(
            subscriber=row.subscriber,
            pending=row.pending,
            oldest_at=row.oldest_at,
            held_keys=row.held_keys,
            dead_letters=row.dead_letters,
            workers=row.workers,
            reason=NOBODY if not row.workers else row.reason or "",
        )
        for row in await store.rows(LAG)
    ]
