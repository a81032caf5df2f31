"""A subscriber may take many events in one transaction."""

import msgspec

from souk.database import Transaction
from souk.modules import hears_batch
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, project

KEYS = [f"key {number}" for number in range(20)]


async def test_takes_many_events_in_one_transaction(works: Works):
    runtime = works.runtime(hears_batch(project))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 5)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("project") == {key: [1, 2, 3, 4, 5] for key in KEYS}
    (row,) = await works.rows("SELECT count(DISTINCT xmin::text) AS transactions FROM users.toy_ledger")
    assert row["transactions"] < 10


async def test_finds_the_one_event_that_spoils_a_batch(works: Works):
    async def picky(tx: Transaction, events: list[Counted]) -> None:
        await project(tx, events)
        if any(event.mood == "bad" for event in events):
            raise ValueError("not this one")

    runtime = works.runtime(hears_batch(picky, attempts=2))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 2)
    await works.publish(runtime, Counted(key=KEYS[0], number=3, mood="bad"), Counted(key=KEYS[0], number=4))
    runtime.dispatch()
    (letter,) = await until(works.desk.dead_letters)
    assert msgspec.json.decode(letter.payload)["number"] == 3
    await until(lambda: _is_pending(works, 1))
    assert await works.ledger("project") == {key: [1, 2] for key in KEYS}


async def test_three_dispatchers_share_batches_without_doing_any_twice(works: Works):
    first, *_ = [await works.running(hears_batch(project, batch=7)) for _ in range(3)]
    await works.count(first, KEYS, 10)
    await until(works.nothing_pending)
    assert await works.ledger("project") == {key: list(range(1, 11)) for key in KEYS}


async def _is_pending(works: Works, expected: int) -> bool:
    return await works.pending() == expected
