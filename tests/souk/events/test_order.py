"""Each event takes effect once for each subscriber, and those of one key in their order."""

from souk.database import Transaction
from souk.modules import hears
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note, write

KEYS = [f"key {number}" for number in range(12)]
MANY = list(range(1, 16))


async def test_one_dispatcher_keeps_the_order_of_each_key(works: Works):
    runtime = await works.running(hears(note))
    await works.count(runtime, KEYS, len(MANY))
    await until(works.nothing_pending)
    assert await works.ledger() == dict.fromkeys(KEYS, MANY)


async def test_three_dispatchers_share_the_work_without_doing_any_twice(works: Works):
    first, *_ = [await works.running(hears(note)) for _ in range(3)]
    await works.count(first, KEYS, len(MANY))
    await until(works.nothing_pending)
    assert await works.ledger() == dict.fromkeys(KEYS, MANY)


async def test_every_subscriber_hears_every_event(works: Works):
    async def also(tx: Transaction, event: Counted) -> None:
        await write(tx, "also", event)

    runtime = await works.running(hears(note), hears(also))
    await works.count(runtime, ["a", "b"], 3)
    await until(works.nothing_pending)
    assert await works.ledger("note") == await works.ledger("also") == {"a": [1, 2, 3], "b": [1, 2, 3]}
