"""History is kept by weeks: old ones go, unless somebody still needs them."""

from datetime import timedelta

import psycopg
import pytest
import pytest_asyncio

from souk.configuration import DatabaseSettings
from souk.events.partitions import keep_partitions
from souk.events.store import EventStore
from souk.modules import hears
from souk.testing.servers import SECRET
from tests.souk.events.conftest import Works
from tests.souk.events.toys import note

KEEP = timedelta(days=90)
MAKE = """
    DO $$
    DECLARE week timestamptz := date_trunc('week', clock_timestamp() - make_interval(days => {days}), 'UTC');
    BEGIN
        EXECUTE format('CREATE TABLE souk.%I PARTITION OF souk.event FOR VALUES FROM (%L) TO (%L)',
            souk.partition_of(week), week, week + interval '7 days');
        INSERT INTO souk.event (published_at, id, type, module, key, payload, context)
        VALUES (week + interval '1 hour', gen_random_uuid(), 'users.counted.v1', 'users', 'a',
            '{{"key": "a", "number": 1}}', '{{}}');
    END $$
"""
POINT = "INSERT INTO {table} SELECT 'users.note', 0, position, published_at, key FROM souk.event LIMIT 1"
BURY = """
    INSERT INTO souk.dead_letter (subscriber, position, published_at, lane, key, attempts, reason, parks)
    SELECT 'users.note', position, published_at, 0, key, 1, 'no', true FROM souk.event LIMIT 1
"""


@pytest_asyncio.fixture
async def store(works: Works):
    settings = DatabaseSettings(url=works.url)
    made = EventStore(settings, SECRET, queue=False)
    yield made
    await made.close()
    await works.rows("DELETE FROM souk.dead_letter")
    await works.rows("DELETE FROM souk.delivery")
    clean = EventStore(settings, SECRET, queue=False)
    await keep_partitions(clean, timedelta(days=1))
    await clean.close()


async def partitions(works: Works) -> set[str]:
    sql = "SELECT inhrelid::regclass::text AS name FROM pg_inherits WHERE inhparent = 'souk.event'::regclass"
    return {row["name"] for row in await works.rows(sql)}


async def test_old_weeks_are_dropped_and_younger_ones_kept(works: Works, store: EventStore):
    before = await partitions(works)
    for days in (120, 105, 60):
        await works.rows(MAKE.format(days=days))
    dropped = await keep_partitions(store, KEEP)
    assert len(dropped) == 2
    assert len(await partitions(works) - before) == 1
    assert len(await works.rows("SELECT 1 FROM souk.event")) == 1


@pytest.mark.parametrize("join", ["nestloop", "hashjoin", "mergejoin"])
async def test_whatever_the_plan_is_no_other_table_is_taken_for_a_week(works: Works, store: EventStore, join):
    others = {"nestloop", "hashjoin", "mergejoin"} - {join}
    await works.rows(MAKE.format(days=120))
    planned = " ".join(f"-c enable_{other}=off" for other in others)
    async with await psycopg.AsyncConnection.connect(works.url, options=planned) as connection:
        cursor = await connection.execute("SELECT souk.drop_old_week(%s)", [KEEP])
        assert await cursor.fetchone() != (None,)


async def test_a_week_that_a_delivery_needs_is_kept_until_it_is_delivered(works: Works, store: EventStore):
    await works.rows(MAKE.format(days=120))
    await works.rows(POINT.format(table="souk.delivery"))
    assert await keep_partitions(store, KEEP) == []
    await works.rows("DELETE FROM souk.delivery")
    assert len(await keep_partitions(store, KEEP)) == 1


async def test_a_week_that_a_dead_letter_needs_is_kept(works: Works, store: EventStore):
    await works.rows(MAKE.format(days=120))
    await works.rows(BURY)
    assert await keep_partitions(store, KEEP) == []


async def test_a_needed_week_does_not_keep_the_others(works: Works, store: EventStore):
    await works.rows(MAKE.format(days=120))
    await works.rows(BURY)
    await works.rows(MAKE.format(days=110))
    assert len(await keep_partitions(store, KEEP)) == 1


async def test_weeks_ahead_are_made_by_whoever_works(works: Works, store: EventStore):
    runtime = works.runtime(hears(note))
    for name in await partitions(works):
        await works.rows(f"DROP TABLE {name}")
    await keep_partitions(store, KEEP)
    assert len(await partitions(works)) == 3
    await works.count(runtime, ["a"], 1)


async def test_somebody_who_reads_history_for_long_is_not_interrupted(works: Works, store: EventStore):
    await works.rows(MAKE.format(days=120))
    await works.rows("BEGIN")
    await works.rows("SELECT count(*) FROM souk.event")
    assert await keep_partitions(store, KEEP) == []
    await works.rows("COMMIT")
    assert len(await keep_partitions(store, KEEP)) == 1
