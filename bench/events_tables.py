"""What bench/events.py writes and waits for in the tables of events."""

import asyncio

import psycopg
from events_app import TABLES

BACKLOG = """
    WITH written AS (
        INSERT INTO souk.event (id, type, module, key, payload, context)
        SELECT gen_random_uuid(), 'users.counted.v1', 'users', 'key ' || n %% %(keys)s,
               jsonb_build_object('name', 'key ' || n %% %(keys)s, 'number', n), '{"reason": "bench"}'
        FROM generate_series(1, %(events)s) n RETURNING position, published_at, type, key
    )
    INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
    SELECT s.subscriber, souk.lane_of(w.key), w.position, w.published_at, w.key
    FROM written w JOIN souk.subscription s ON s.event = souk.name_of(w.type)
"""


def prepared(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(TABLES.encode())


def emptied(owner: "psycopg.Connection[tuple[object, ...]]") -> None:
    owner.execute("TRUNCATE souk.event, souk.delivery, users.toy, users.toy_count")


def left(owner: "psycopg.Connection[tuple[object, ...]]") -> bool:
    return owner.execute("SELECT EXISTS (SELECT FROM souk.delivery)").fetchone() == (True,)


async def leased(url: str, count: int) -> None:
    """Return when so many workers share the lanes."""
    shared = "SELECT count(DISTINCT owner), count(owner) FROM souk.lane"
    with psycopg.connect(url, autocommit=True) as owner:
        while owner.execute(shared).fetchone() != (count, 16):
            await asyncio.sleep(0.05)
