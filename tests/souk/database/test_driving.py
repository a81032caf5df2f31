"""Speaking to the driver itself: the same transaction as through a session, for less."""

import asyncio

import pytest
from sqlalchemy import MetaData, QueuePool, text

from souk.database import Unavailable
from souk.database.committing import committing
from souk.database.transactions import TooLateToAsk, Transaction
from souk.database.under_way import AlreadyDurable
from souk.kernel import Refusal
from souk.messages import Context, Event, Query
from souk.modules import Module, Site
from souk.observability.metrics import METRICS
from souk.testing import Stage, stage_of
from souk.testing.trips import counted, trips_of


class Noted(Event, wire="users.noted.v1"):
    word: str


class Anything(Query[None]):
    pass


class Changed(Refusal):
    """Somebody thought better of it."""


def paper(_: Site) -> Module:
    return Module(name="users", summary="A sheet of paper.", tables=MetaData(schema="users"), events=[Noted])


database, stage = stage_of(paper, names=["users"])

NOTE = b"INSERT INTO users.note (word) VALUES (%(word)s) RETURNING word"
NONE = b"UPDATE users.note SET word = %(word)s WHERE word = 'nobody wrote this' RETURNING word"
READ = b"SELECT word FROM users.note ORDER BY word"

# In this database alone: the server is that of all the tests that run now.
ASLEEP = """
SELECT FROM pg_stat_activity WHERE query = 'SELECT pg_sleep(60)' AND datname = current_database()
"""
HANG_UP = """
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE application_name = 'souk users' AND datname = current_database()
"""


@pytest.fixture(autouse=True)
async def table(stage: Stage):
    await stage.owner("DROP TABLE IF EXISTS users.note")
    await stage.owner("CREATE TABLE users.note (word text UNIQUE)")
    await stage.owner("GRANT ALL ON users.note TO souk_users")


@pytest.fixture
def begin(stage: Stage):
    def transaction(*, reads: bool = False) -> Transaction:
        return stage.runtime.switchboard.transaction("users", Context(reason="test"), reads=reads)

    return transaction


async def words(stage: Stage) -> list[str]:
    return [row["word"] for row in await stage.rows(READ.decode())]


async def test_what_the_driver_and_a_session_write_is_committed_together(stage: Stage, begin):
    async with committing(begin()) as tx:
        await tx.rows(NOTE, {"word": "driver"})
        await tx.execute(text("INSERT INTO users.note (word) VALUES ('session')"))
        assert await tx.rows(READ, {}) == [("driver",), ("session",)]
        assert await words(stage) == []
    assert await words(stage) == ["driver", "session"]


async def test_a_session_that_came_first_lends_its_connection(stage: Stage, begin):
    async with committing(begin()) as tx:
        await tx.execute(text("INSERT INTO users.note (word) VALUES ('session')"))
        assert await tx.rows(READ, {}) == [("session",)]
    assert await words(stage) == ["session"]


@pytest.mark.parametrize("through_a_session", [False, True])
async def test_nothing_is_left_of_what_was_refused(stage: Stage, begin, through_a_session):
    with pytest.raises(Changed):
        async with committing(begin()) as tx:
            await tx.rows(NOTE, {"word": "driver"})
            if through_a_session:
                await tx.execute(text("INSERT INTO users.note (word) VALUES ('session')"))
            raise Changed
    assert await words(stage) == []


async def test_a_query_takes_one_round_trip_and_no_transaction(begin):
    with trips_of("users") as trips:
        async with committing(begin(reads=True)) as tx:
            await tx.rows(READ, {})
    assert counted(trips) == 1


async def test_asking_others_after_a_statement_is_too_late(begin):
    async with committing(begin()) as tx:
        await tx.rows(READ, {})
        with pytest.raises(TooLateToAsk):
            await tx.ask(Anything())


async def test_what_is_said_at_once_is_durable_in_one_round_trip(stage: Stage, begin):
    with trips_of("users") as trips:
        async with committing(begin()) as tx:
            assert await tx.at_once(NOTE, {"word": "now"}) == [("now",)]
            assert await words(stage) == ["now"]
    assert counted(trips) == 1


async def test_nothing_can_follow_what_is_durable(begin):
    async with committing(begin()) as tx:
        await tx.at_once(NOTE, {"word": "now"})
        for more in (tx.rows(READ, {}), tx.execute(text("SELECT 1")), tx.at_once(READ, {})):
            with pytest.raises(AlreadyDurable):
                await more
        with pytest.raises(AlreadyDurable):
            tx.publish(Noted(word="now"))


async def test_what_did_nothing_at_once_leaves_the_transaction_open(stage: Stage, begin):
    async with committing(begin()) as tx:
        assert await tx.at_once(NONE, {"word": "x"}) == []
        await tx.rows(NOTE, {"word": "later"})
        tx.publish(Noted(word="later"))
        assert await words(stage) == []
    assert await words(stage) == ["later"]
    assert await stage.published(Noted) == [Noted(word="later")]


async def test_what_has_begun_or_keeps_a_receipt_says_nothing_at_once(stage: Stage, begin):
    with pytest.raises(Changed):
        async with committing(begin()) as tx:
            await tx.rows(NOTE, {"word": "begun"})
            await tx.at_once(NOTE, {"word": "at once"})
            raise Changed
    with pytest.raises(Changed):
        async with committing(begin()) as tx:
            tx.keeps_a_receipt()
            await tx.at_once(NOTE, {"word": "receipt"})
            raise Changed
    assert await words(stage) == []


async def test_a_connection_serves_the_next_one_whatever_happened_on_it(stage: Stage, begin):
    """Reading, refused, violated, at once: each leaves it as it was, for there is one for all of them."""
    for turn in range(30):
        async with committing(begin(reads=True)) as tx:
            await tx.rows(READ, {})
        async with committing(begin()) as tx:
            await tx.at_once(NOTE, {"word": f"at once {turn}"})
        with pytest.raises(Exception, match="unique"):
            async with committing(begin()) as tx:
                await tx.at_once(NOTE, {"word": f"at once {turn}"})
        with pytest.raises(Changed):
            async with committing(begin()) as tx:
                await tx.rows(NOTE, {"word": "refused"})
                raise Changed
        async with committing(begin()) as tx:
            await tx.rows(NOTE, {"word": f"written {turn}"})
    assert len(await words(stage)) == 60
    assert borrowed(stage) == 0


def borrowed(stage: Stage) -> int:
    pool = stage.runtime.databases["users"].engine.pool
    assert isinstance(pool, QueuePool)
    return pool.checkedout()


async def until_asleep(stage: Stage) -> None:
    while not await stage.rows(ASLEEP):
        pass


async def test_who_is_called_off_in_the_middle_costs_no_connection(stage: Stage, begin):
    async def dawdle() -> None:
        async with committing(begin()) as tx:
            await tx.rows(b"SELECT pg_sleep(60)", {})

    for _ in range(15):  # more than the pool has
        task = asyncio.create_task(dawdle())
        await until_asleep(stage)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    assert borrowed(stage) == 0
    async with committing(begin(reads=True)) as tx:
        assert await tx.rows(READ, {}) == []


async def test_who_is_called_off_while_it_ends_costs_no_connection(stage: Stage, begin):
    """The session has ended by then, and its connection was borrowed before it."""
    ends = asyncio.Event()

    async def hurry() -> None:
        async with committing(begin()) as tx:
            await tx.rows(READ, {})
            await tx.execute(text("SELECT 1"))
            ends.set()

    for turns in range(40):  # of the loop: at one of them it gives its connection back
        ends.clear()
        task = asyncio.create_task(hurry())
        await ends.wait()
        for _ in range(turns):
            await asyncio.sleep(0)
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)
    async with asyncio.timeout(10):
        while borrowed(stage):  # noqa: ASYNC110 - a pool has no event to wait for
            await asyncio.sleep(0)


async def test_after_the_database_hung_up_only_one_is_told_so(stage: Stage, begin):
    """All that the pool holds is as dead, and nobody else has to find out."""
    both = [begin(), begin()]
    for tx in both:
        await tx.rows(READ, {})
    for tx in both:
        await tx.close(None)
    await stage.owner(HANG_UP)
    with pytest.raises(Unavailable):
        async with committing(begin()) as tx:
            await tx.rows(READ, {})
    for _ in range(3):
        async with committing(begin()) as tx:
            await tx.rows(READ, {})


async def test_each_statement_is_counted_and_timed(begin):
    def counts() -> float:
        name = "souk_sql_statements_total"
        return METRICS.get_sample_value(name, {"module": "users", "outcome": "ok"}) or 0.0

    before = counts()
    async with committing(begin()) as tx:
        await tx.rows(READ, {})
    assert counts() == before + 1
