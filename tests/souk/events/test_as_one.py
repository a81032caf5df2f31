"""A subscriber may hear many events in one call, each with a view of the transaction that is its own."""

import pytest

from souk.database import Transaction
from souk.messages import Command, Context
from souk.modules import Heard, handles, hears_as_one
from souk.modules.hearings import Then
from souk.testing.spans import kept_spans
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, Keyless, counter, note

KEYS = [f"key {number}" for number in range(20)]
TRACES = ["1" * 32, "2" * 32]


class Remember(Command[None]):
    keys: tuple[str, ...]


async def note_all(tx: Transaction, heard: list[Heard[Counted]]) -> None:
    for one in heard:
        await note(tx, one.event)


async def test_many_are_heard_in_one_call_and_each_key_keeps_its_order(works: Works):
    calls: list[int] = []

    async def listen(tx: Transaction, heard: list[Heard[Counted]]) -> None:
        calls.append(len(heard))
        assert [one.event.key for one in heard] == sorted(one.event.key for one in heard)
        await note_all(tx, heard)

    runtime = works.runtime(hears_as_one(listen, most=50))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 5)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("note") == {key: [1, 2, 3, 4, 5] for key in KEYS}
    assert sum(calls) == 100
    assert len(calls) < 20


async def test_one_that_fails_leaves_the_others_their_effect(works: Works):
    async def picky(tx: Transaction, heard: list[Heard[Counted]]) -> None:
        await note_all(tx, heard)
        if any(one.event.mood == "bad" for one in heard):
            raise ValueError("not this one")

    runtime = works.runtime(hears_as_one(picky, most=50, attempts=2))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 2)
    await works.publish(runtime, Counted(key=KEYS[0], number=3, mood="bad"), Counted(key=KEYS[0], number=4))
    runtime.dispatch()
    await until(works.desk.dead_letters)
    await until(lambda: _is_pending(works, 1))
    assert await works.ledger("note") == {key: [1, 2] for key in KEYS}


async def test_what_each_announces_names_its_own_cause(works: Works):
    async def echo(_: Transaction, heard: list[Heard[Counted]]) -> None:
        for one in heard:
            one.tx.publish(Keyless(number=one.event.number))

    runtime = works.runtime(hears_as_one(echo, most=50))
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


async def test_each_goes_on_in_its_own_trace_that_names_the_work_of_all(works: Works):
    async def echo(_: Transaction, heard: list[Heard[Counted]]) -> None:
        for one in heard:
            one.tx.publish(Keyless(number=one.event.number))

    runtime = works.runtime(hears_as_one(echo, most=50))
    await runtime.dispatcher.subscribe()
    for number, trace in enumerate(TRACES):
        context = Context(traceparent=f"00-{trace}-b7ad6b7169203331-01")
        await works.publish(runtime, Counted(key=KEYS[number], number=number), context=context)
    with kept_spans() as kept:
        runtime.dispatch()
        await until(works.nothing_pending)
    spans = [span for span in kept.get_finished_spans() if span.name == "users.echo"]
    (together,) = (span for span in spans if span.parent is None)
    begun = [span for span in spans if span is not together]
    here = [link.context.span_id for span in begun for link in span.links]
    assert together.context
    assert here == [together.context.span_id] * 2
    assert {f"{link.context.trace_id:032x}" for link in together.links} == set(TRACES)
    sql = "SELECT context ->> 'traceparent' AS trace FROM souk.event WHERE type = 'users.keyless.v1'"
    own = [span.context for span in begun if span.context]
    heirs = {f"00-{each.trace_id:032x}-{each.span_id:016x}-01" for each in own}
    assert {row["trace"] for row in await works.rows(sql)} == heirs


async def test_others_are_ordered_before_anything_is_written(works: Works):
    async def remember(tx: Transaction, command: Remember) -> None:
        for key in command.keys:
            await note(tx, Counted(key=key, number=0))

    async def ordering(tx: Transaction, heard: list[Heard[Counted]]) -> Then:
        await tx.do(Remember(keys=tuple(one.event.key for one in heard)))

        async def then(tx: Transaction) -> None:
            await note_all(tx, heard)

        return then

    hearing = hears_as_one(ordering, most=50)
    runtime = works.runtime_of(counter(hearing, handlers=[handles(remember)]))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, KEYS, 1)
    runtime.dispatch()
    await until(works.nothing_pending)
    assert await works.ledger("note") == {key: [0, 1] for key in KEYS}


def test_takes_a_list_of_what_it_has_heard_and_nothing_else():
    async def one_by_one(tx: Transaction, event: Counted) -> None: ...

    with pytest.raises(TypeError, match="list of what it has Heard"):
        hears_as_one(one_by_one, most=5)


async def _is_pending(works: Works, expected: int) -> bool:
    return await works.pending() == expected
