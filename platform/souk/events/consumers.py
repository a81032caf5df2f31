"""Who still reads which version of an event: what says when an old one may go."""

from souk.events.store import EventStore
from souk.kernel import Value

CONSUMERS = """
    SELECT s.event, s.subscriber, coalesce(w.reads, s.reads) AS reads, count(w.id) AS workers
    FROM souk.subscription s LEFT JOIN (
        SELECT id, h.key AS subscriber, h.value AS reads FROM souk.worker, jsonb_each_text(hears) AS h
        WHERE alive_until > clock_timestamp()
    ) w ON w.subscriber = s.subscriber
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
"""
PUBLISHED = """
    SELECT souk.name_of(type) AS event, type AS wire, count(*) AS times FROM (
        SELECT type FROM souk.event WHERE published_at > clock_timestamp() - make_interval(days => %(days)s)
        UNION ALL
        SELECT jsonb_object_keys(older) FROM souk.event
        WHERE published_at > clock_timestamp() - make_interval(days => %(days)s) AND older IS NOT NULL
    ) shapes GROUP BY 1, 2 ORDER BY 1, 2
"""


class Consumer(Value):
    """A subscriber, the version that it reads, and how many living workers read it so. None: it waits."""

    event: str
    subscriber: str
    reads: str
    workers: int


class Published(Value):
    """How often an event was published in this version lately."""

    event: str
    wire: str
    times: int


async def consumers(store: EventStore) -> list[Consumer]:
    """Return every subscriber with the version that it reads; twice, while a deployment rolls."""
    rows = await store.rows(CONSUMERS)
    return [Consumer(event=r.event, subscriber=r.subscriber, reads=r.reads, workers=r.workers) for r in rows]


async def published_versions(store: EventStore, days: int = 7) -> list[Published]:
    """Count what was published in each version, older shapes that went along included."""
    rows = await store.rows(PUBLISHED, {"days": days})
    return [Published(event=r.event, wire=r.wire, times=r.times) for r in rows]
