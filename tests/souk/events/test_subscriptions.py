"""Who hears what is written in the database: nobody misses anything, and nobody is forgotten by accident."""

import asyncio

import pytest

from souk.database import Transaction
from souk.database.under_way import UnderWay
from souk.events.retiring import StillHeard
from souk.messages import Context
from souk.modules import hears
from souk.outbox.outbox import WRITE
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note, write


async def also(tx: Transaction, event: Counted) -> None:
    await write(tx, "also", event)


async def written(transaction: Transaction) -> UnderWay:
    """Write what is published, as a commit would begin, and stop there."""
    under_way = transaction._under_way
    assert under_way.outbox is not None
    await under_way.rows(WRITE, under_way.outbox.parameters())
    return under_way


async def test_a_new_subscriber_waits_for_transactions_that_do_not_know_it(works: Works):
    publisher = works.runtime(hears(note))
    await publisher.dispatcher.subscribe()
    transaction = publisher.switchboard.transaction("users", Context())
    transaction.publish(Counted(key="a", number=1))
    under_way = await written(transaction)

    newcomer = works.runtime(hears(note), hears(also))
    subscribing = asyncio.create_task(newcomer.dispatcher.subscribe())
    await until(lambda: _somebody_waits(works))
    assert not subscribing.done()
    await under_way.commit()
    await transaction.close(None)
    await subscribing
    await works.publish(publisher, Counted(key="a", number=2))
    rows = await works.rows("SELECT subscriber, position FROM souk.delivery ORDER BY position, subscriber")
    assert [row["subscriber"] for row in rows] == ["users.note", "users.also", "users.note"]


async def test_publishers_do_not_wait_for_subscribers_that_are_known(works: Works):
    runtime = works.runtime(hears(note))
    await runtime.dispatcher.subscribe()
    transaction = runtime.switchboard.transaction("users", Context())
    transaction.publish(Counted(key="a", number=1))
    await written(transaction)
    await works.runtime(hears(note)).dispatcher.subscribe()
    await transaction.close(None)


async def test_deliveries_of_an_unknown_subscriber_wait_and_say_so(works: Works):
    old = await works.running(hears(note), hears(also))
    await old.close()
    new = await works.running(hears(note))
    await works.count(new, ["a"], 3)
    await until(lambda: _waits(works, 3))
    lags = {lag.subscriber: lag for lag in await works.desk.lags()}
    assert lags["users.also"].reason == "no running worker knows this subscriber"
    assert (lags["users.also"].pending, lags["users.note"].pending) == (3, 0)
    assert lags["users.note"].reason == ""


async def test_an_unknown_subscriber_that_comes_back_hears_what_waited(works: Works):
    await (await works.running(hears(note), hears(also))).close()
    without = await works.running(hears(note))
    await works.count(without, ["a"], 3)
    await works.running(hears(note), hears(also))
    await until(works.nothing_pending)
    assert await works.ledger("also") == {"a": [1, 2, 3]}


async def test_retiring_drops_what_waits_and_stops_the_fan_out(works: Works):
    await (await works.running(hears(note), hears(also))).close()
    runtime = await works.running(hears(note))
    await works.count(runtime, ["a"], 3)
    await until(lambda: _waits(works, 3))
    assert await works.desk.retire("users.also") == 3
    await works.count(runtime, ["b"], 1)
    await until(works.nothing_pending)
    assert "users.also" not in {lag.subscriber for lag in await works.desk.lags()}


async def test_nobody_retires_a_subscriber_that_is_served(works: Works):
    await works.running(hears(note))
    with pytest.raises(StillHeard):
        await works.desk.retire("users.note")


async def _somebody_waits(works: Works) -> bool:
    return bool(await works.rows("SELECT 1 FROM pg_locks WHERE locktype = 'advisory' AND NOT granted"))


async def _waits(works: Works, pending: int) -> bool:
    rows = await works.rows("SELECT count(*) AS n FROM souk.pending WHERE subscriber = 'users.note'")
    return await works.pending() == pending and rows[0]["n"] == 0
