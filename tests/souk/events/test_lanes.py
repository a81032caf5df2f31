"""Lanes: shared fairly, handed over in order, lost by whoever sleeps."""

import asyncio

from souk.configuration import DatabaseSettings
from souk.database import Transaction
from souk.events.leases import Leases
from souk.events.store import EventStore
from souk.kernel import new_id
from souk.modules import hears
from souk.runtime import Runtime
from souk.testing.servers import SECRET
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note, write

CUT_LIFELINE = "SELECT pg_terminate_backend(backend) FROM souk.worker WHERE id = %s"


async def test_lanes_are_shared_fairly_as_workers_come_and_go(works: Works):
    first = await works.running(hears(note))
    await until(lambda: _shares(works, {16}, first))
    second = await works.running(hears(note))
    await until(lambda: _shares(works, {8}, first, second))
    third = await works.running(hears(note))
    await until(lambda: _shares(works, {5, 6}, first, second, third))
    await first.close()
    await until(lambda: _shares(works, {8}, second, third))


async def test_order_is_kept_while_lanes_change_hands(works: Works):
    keys = [f"key {number}" for number in range(8)]
    publisher = await works.running(hears(note))

    async def publish(numbers: range) -> None:
        for number in numbers:
            await works.publish(publisher, *(Counted(key=key, number=number) for key in keys))

    await publish(range(1, 7))
    second = await works.running(hears(note))
    await publish(range(7, 13))
    await second.close()
    await publish(range(13, 19))
    await until(works.nothing_pending)
    assert await works.ledger() == {key: list(range(1, 19)) for key in keys}


async def test_a_worker_takes_lanes_of_the_subscribers_that_it_knows(works: Works):
    async def other(tx: Transaction, event: Counted) -> None:
        await write(tx, "other", event)

    await works.running(hears(note), hears(other))
    one = await works.running(hears(note))
    await until(lambda: _lanes(works, one, 8))
    rows = await works.rows(
        "SELECT DISTINCT subscriber FROM souk.lane WHERE owner = %s", one.dispatcher.worker
    )
    assert [row["subscriber"] for row in rows] == ["users.note"]


async def test_a_worker_that_slept_past_its_lease_has_no_effect(works: Works):
    started, goes_on, calls = asyncio.Event(), asyncio.Event(), list[str]()

    async def sleepy(tx: Transaction, event: Counted) -> None:
        calls.append("sleepy")
        started.set()
        await goes_on.wait()
        await write(tx, "note", event)

    async def other(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)

    other.__name__ = "sleepy"
    zombie = await works.running(hears(sleepy))
    await works.publish(zombie, Counted(key="a", number=1))
    await started.wait()
    _stop_beating(zombie)
    await works.running(hears(other))
    await until(works.nothing_pending)
    goes_on.set()
    await until(lambda: _is_at_rest(zombie))
    assert calls == ["sleepy"]
    assert await works.ledger() == {"a": [1]}


async def test_a_worker_that_took_its_delivery_in_time_finishes_it_alone(works: Works):
    started, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)
        started.set()
        await goes_on.wait()

    async def quick(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)

    quick.__name__ = "slow"
    zombie = await works.running(hears(slow))
    await works.publish(zombie, Counted(key="a", number=1), Counted(key="a", number=2))
    await started.wait()
    _stop_beating(zombie)
    await works.running(hears(quick))
    await until(lambda: _is_buried(works, zombie))
    goes_on.set()
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [1, 2]}


async def test_a_worker_whose_process_is_gone_is_missed_before_its_lease_ends(works: Works):
    hour = {"events.lease_seconds": 3600.0}
    gone = await works.running(hears(note), **hour)
    _stop_beating(gone)
    await works.rows(CUT_LIFELINE, gone.dispatcher.worker)
    heir = await works.running(hears(note), **hour)
    await until(lambda: _lanes(works, heir, 16))
    assert await _is_buried(works, gone)


async def test_lanes_in_which_nothing_was_left_need_no_taking_over(works: Works):
    """Taking over goes lane by lane; after days of work every lane has a mark, and few have anything left."""
    gone = await works.running(hears(note))
    await works.count(gone, [f"key {number}" for number in range(40)], 1)
    await until(works.nothing_pending)
    _stop_beating(gone)
    assert await works.rows("SELECT 1 FROM souk.lane WHERE mark IS NOT NULL")
    await works.rows("DELETE FROM souk.worker")
    store = EventStore(DatabaseSettings(url=works.url), SECRET, queue=True)
    heir = Leases(store, "heir", {"users.note": Counted.wire}, seconds=0.0)  # no time to take anything over
    await heir.enter()
    assert len(await heir.claim({"users.note": 16})) == 16
    await store.close()


async def test_a_worker_lives_on_when_the_server_was_restarted(works: Works):
    """All connections are gone then, and no row says when the server started."""
    hour = {"events.lease_seconds": 3600.0}
    first = await works.running(hears(note), **hour)
    await works.rows("UPDATE souk.worker SET backend_start = pg_postmaster_start_time() - interval '1 hour'")
    await works.runtime(hears(note), **hour).dispatcher.deliver_due()
    assert not await _is_buried(works, first)


async def test_who_overslept_starts_over_under_a_new_name(works: Works):
    sleeper = await works.running(hears(note))
    before = sleeper.dispatcher.worker
    await works.rows("DELETE FROM souk.worker")
    await until(lambda: _is_reborn(sleeper, before))
    await until(lambda: _lanes(works, sleeper, 16))
    await works.count(sleeper, ["a"], 3)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [1, 2, 3]}


async def test_who_lost_the_lane_has_no_effect_in_it_any_more(works: Works):
    """It was stopped before its transaction began; by now another may be delivering the same key."""
    started, goes_on, tried = asyncio.Event(), asyncio.Event(), asyncio.Event()

    async def late(tx: Transaction, event: Counted) -> None:
        started.set()
        await goes_on.wait()
        try:
            await write(tx, "note", event)
        finally:
            tried.set()

    runtime = await works.running(hears(late), **{"events.lease_seconds": 3600.0})
    await works.publish(runtime, Counted(key="a", number=1))
    await started.wait()
    other = new_id()
    await works.rows("INSERT INTO souk.worker VALUES (%s, 'another', '{}', now(), 'infinity')", other)
    await works.rows("UPDATE souk.lane SET owner = %s", other)
    goes_on.set()
    await tried.wait()
    await runtime.close()
    assert await works.ledger() == {}
    assert await works.pending() == 1


async def test_who_was_buried_between_two_steps_takes_no_lane(works: Works):
    sleeper = await works.running(hears(note))
    _stop_beating(sleeper)
    await works.rows("DELETE FROM souk.worker")
    leases = sleeper.dispatcher._leases
    assert await leases.claim({"users.note": 16}) == []
    await works.rows("UPDATE souk.lane SET mark = 0")  # as if it had died at work
    assert await leases.claim({"users.note": 16}) == []


async def test_closing_finishes_what_is_under_way_and_frees_the_lanes(works: Works):
    started, goes_on = asyncio.Event(), asyncio.Event()

    async def slow(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)
        started.set()
        await goes_on.wait()

    runtime = await works.running(hears(slow))
    await works.publish(runtime, Counted(key="a", number=1))
    await started.wait()
    closing = asyncio.create_task(runtime.close())
    await until(lambda: _gives_up(runtime))
    goes_on.set()
    await closing
    assert await works.ledger() == {"a": [1]}
    assert await works.rows("SELECT 1 FROM souk.worker") == []
    assert await works.rows("SELECT 1 FROM souk.lane WHERE owner IS NOT NULL OR mark IS NOT NULL") == []


def _stop_beating(runtime: Runtime) -> None:
    """Freeze everything in a runtime but the handler that is under way."""
    for task in runtime.dispatcher._tasks:
        task.cancel()


async def _shares(works: Works, sizes: set[int], *runtimes: Runtime) -> bool:
    shares = [await works.lanes_of(runtime) for runtime in runtimes]
    return sum(shares) == 16 and set(shares) == sizes


async def _lanes(works: Works, runtime: Runtime, lanes: int) -> bool:
    return await works.lanes_of(runtime) == lanes


async def _is_buried(works: Works, runtime: Runtime) -> bool:
    return not await works.rows("SELECT 1 FROM souk.worker WHERE id = %s", runtime.dispatcher.worker)


async def _is_reborn(runtime: Runtime, before: object) -> bool:
    return runtime.dispatcher.worker != before


async def _is_at_rest(runtime: Runtime) -> bool:
    return all(tour.idle for tour in runtime.dispatcher._tours.values())


async def _gives_up(runtime: Runtime) -> bool:
    return not any(tour.occupancy.lanes for tour in runtime.dispatcher._tours.values())
