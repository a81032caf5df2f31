"""Two versions of one event live side by side; stored old ones are read by newer code."""

from typing import Any

import pytest

from souk.database import Transaction
from souk.database.committing import committing
from souk.messages import Context
from souk.modules import hears, upcasts
from souk.runtime import Runtime
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, Counted2, Keyless, counter, note, write


def from_v1(old: Counted) -> Counted2:
    return Counted2(key=old.key, amount=old.number * 100)


async def newer(tx: Transaction, event: Counted2) -> None:
    await write(tx, "newer", event)


async def publish_both(runtime: Runtime, key: str, number: int) -> None:
    async with committing(runtime.switchboard.transaction("users", Context())) as tx:
        tx.publish(Counted2(key=key, amount=number), Counted(key=key, number=number))


async def running(works: Works, *subscriptions: Any) -> Runtime:
    runtime = works.runtime_of(counter(*subscriptions, upcasts=[upcasts(from_v1)]))
    await runtime.dispatcher.subscribe()
    runtime.dispatch()
    return runtime


async def test_each_hears_an_event_once_in_the_version_that_it_reads(works: Works):
    runtime = await running(works, hears(note), hears(newer))
    await publish_both(runtime, "a", 5)
    await until(works.nothing_pending)
    assert await works.ledger("note") == {"a": [5]}
    assert await works.ledger("newer") == {"a": [5]}
    assert len(await works.rows("SELECT 1 FROM souk.event")) == 1


async def test_a_stored_old_version_is_read_as_the_new_one(works: Works):
    runtime = await running(works, hears(newer))
    await works.publish(runtime, Counted(key="a", number=5))
    await until(works.nothing_pending)
    assert await works.ledger("newer") == {"a": [500]}


async def test_what_no_running_code_can_read_waits_uncounted_for_code_that_can(works: Works):
    old = await running(works, hears(note, attempts=1))
    await works.publish(old, Counted2(key="a", amount=5))
    (hold,) = await until(works.holds)
    assert hold["reason"].endswith("nothing here reads users.counted.v2 as users.counted.v1")
    assert await works.desk.dead_letters() == []
    await old.close()

    async def note_v2(tx: Transaction, event: Counted2) -> None:
        await write(tx, "note", event)

    note_v2.__name__ = "note"
    await running(works, hears(note_v2))
    await until(works.nothing_pending)
    assert await works.ledger("note") == {"a": [5]}


async def test_counts_who_reads_which_version(works: Works):
    await running(works, hears(note), hears(newer))
    await until(lambda: _is_served(works))
    consumers = {(c.subscriber, c.reads, c.workers) for c in await works.desk.consumers()}
    assert consumers == {("users.note", "users.counted.v1", 1), ("users.newer", "users.counted.v2", 1)}


async def test_counts_what_is_published_in_which_version(works: Works):
    runtime = await running(works, hears(note))
    await publish_both(runtime, "a", 1)
    await works.publish(runtime, Counted(key="a", number=2))
    published = {(p.wire, p.times) for p in await works.desk.published_versions()}
    assert published == {("users.counted.v1", 2), ("users.counted.v2", 1)}


async def test_refuses_to_publish_two_different_events_as_versions(works: Works):
    runtime = works.runtime(hears(note))
    transaction = runtime.switchboard.transaction("users", Context())
    with pytest.raises(ValueError, match="no other version"):
        transaction.publish(Counted2(key="a", amount=1), Counted(key="b", number=1))


def test_an_upcast_joins_two_versions_of_one_event():
    def wrong(old: Counted) -> Keyless:
        return Keyless(number=old.number)

    with pytest.raises(TypeError, match="one version of an event"):
        upcasts(wrong)


async def _is_served(works: Works) -> bool:
    return bool(await works.rows("SELECT 1 FROM souk.worker"))
