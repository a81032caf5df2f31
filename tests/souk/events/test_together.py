"""A subscriber may hear many events in one transaction, each in its own name and on its own occasion."""

from souk.database import Transaction
from souk.messages import Command
from souk.modules import handles, hears
from souk.modules.hearings import Then
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, Keyless, counter, note

KEYS = [f"key {number}" for number in range(20)]


class Remember(Command[None]):
    key: str


async def test_many_share_a_transaction_and_each_key_keeps_its_order(works: Works):
    runtime = works.runtime(hears(note, together=50))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 5)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("note") == {key: [1, 2, 3, 4, 5] for key in KEYS}
    (row,) = await works.rows("SELECT count(DISTINCT xmin::text) AS transactions FROM users.toy_ledger")
    assert row["transactions"] < 20


async def test_one_that_fails_leaves_the_others_their_effect(works: Works):
    async def picky(tx: Transaction, event: Counted) -> None:
        await note(tx, event)
        if event.mood == "bad":
            raise ValueError("not this one")

    runtime = works.runtime(hears(picky, together=50, attempts=2))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 2)
    await works.publish(runtime, Counted(key=KEYS[0], number=3, mood="bad"), Counted(key=KEYS[0], number=4))
    runtime.dispatch()
    await until(works.desk.dead_letters)
    await until(lambda: _is_pending(works, 1))
    assert await works.ledger("note") == {key: [1, 2] for key in KEYS}


async def test_what_each_announces_names_its_own_cause(works: Works):
    async def echo(tx: Transaction, event: Counted) -> None:
        tx.publish(Keyless(number=event.number))

    runtime = works.runtime(hears(echo, together=50))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 2)
    runtime.dispatch()
    await until(works.nothing_pending)
    sql = """
        SELECT count(DISTINCT e.context ->> 'causation') AS causes FROM souk.event e
        JOIN souk.event cause ON cause.id = (e.context ->> 'causation')::uuid
        WHERE e.type = 'users.keyless.v1' AND cause.payload ->> 'number' = e.payload ->> 'number'
    """
    (row,) = await works.rows(sql)
    assert row["causes"] == 40


async def test_all_order_others_before_one_of_them_writes(works: Works):
    async def remember(tx: Transaction, command: Remember) -> None:
        await note(tx, Counted(key=command.key, number=0))

    async def ordering(tx: Transaction, event: Counted) -> Then:
        await tx.do(Remember(key=event.key))

        async def then(tx: Transaction) -> None:
            await note(tx, event)

        return then

    runtime = works.runtime_of(counter(hears(ordering, together=50), handlers=[handles(remember)]))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 1)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("note") == {key: [0, 1] for key in KEYS}
    numbers = "SELECT count(DISTINCT xmin::text) AS transactions FROM users.toy_ledger WHERE number = 1"
    (row,) = await works.rows(numbers)
    assert row["transactions"] < 10


async def test_they_ask_side_by_side_but_not_those_of_one_key(works: Works):
    asking: list[str] = []
    at_once: set[int] = set()

    async def remember(tx: Transaction, command: Remember) -> None:
        await note(tx, Counted(key=command.key, number=0))

    async def order(tx: Transaction, event: Counted) -> Then | None:
        assert event.key not in asking
        asking.append(event.key)
        try:
            await tx.do(Remember(key=event.key))
            at_once.add(len(asking))
        finally:  # whatever fails on a busy machine is tried again
            asking.remove(event.key)
        return None

    runtime = works.runtime_of(counter(hears(order, together=50), handlers=[handles(remember)]))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 3)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("note") == {key: [0, 0, 0] for key in KEYS}
    assert max(at_once) == 5


async def _is_pending(works: Works, expected: int) -> bool:
    return await works.pending() == expected
