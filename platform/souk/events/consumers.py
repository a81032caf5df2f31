"""Who still reads which version of an event: what says when an old one may go."""

from typing import Annotated

import msgspec
from msgspec import Meta
from sqlalchemy import text

from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query

CONSUMERS = text("""
    SELECT s.event, s.subscriber, coalesce(w.reads, s.reads) AS reads, count(w.id) AS workers
    FROM souk.subscription s LEFT JOIN (
        SELECT id, h.key AS subscriber, h.value AS reads FROM souk.worker, jsonb_each_text(hears) AS h
        WHERE alive_until > clock_timestamp()
    ) w ON w.subscriber = s.subscriber
    GROUP BY 1, 2, 3 ORDER BY 1, 2, 3
""")
PUBLISHED = text("""
    SELECT souk.name_of(type) AS event, type AS wire, count(*) AS times FROM (
        SELECT type FROM souk.event WHERE published_at > clock_timestamp() - make_interval(days => :days)
        UNION ALL
        SELECT jsonb_object_keys(older) FROM souk.event
        WHERE published_at > clock_timestamp() - make_interval(days => :days) AND older IS NOT NULL
    ) shapes GROUP BY 1, 2 ORDER BY 1, 2
""")


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


class ListConsumers(Query[list[Consumer]]):
    """Every subscriber with the version that it reads; twice, while a deployment rolls."""


class CountVersions(Query[list[Published]]):
    """What was published in each version in these days, older shapes that went along included."""

    days: Annotated[int, Meta(ge=1, le=365)] = 7


async def list_consumers(tx: Transaction, _: ListConsumers) -> list[Consumer]:
    return [msgspec.convert(dict(row), Consumer) for row in (await tx.execute(CONSUMERS)).mappings()]


async def count_versions(tx: Transaction, query: CountVersions) -> list[Published]:
    rows = (await tx.execute(PUBLISHED, {"days": query.days})).mappings()
    return [msgspec.convert(dict(row), Published) for row in rows]
