"""Worker processes killed, frozen and poisoned: each effect happens once, in order, and nothing is lost."""

import os
import signal
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from souk.runtime import Runtime
from tests.souk.events.conftest import QUICK, VALKEY, Works, until
from tests.souk.events.crew import Crew
from tests.souk.events.toys import Counted
from tests.souk.events.worker import subscriptions

EVERYBODY = ("note", "project", "poisoned", "charge")


@pytest_asyncio.fixture
async def publisher(works: Works) -> Runtime:
    runtime = works.runtime(*subscriptions(works.url), **{"valkey.url": os.environ[VALKEY]})
    await runtime.dispatcher.subscribe()
    return runtime


@pytest_asyncio.fixture
async def crew(works: Works, publisher: Runtime) -> AsyncIterator[Crew]:
    made = Crew(works, 2, {"valkey.url": os.environ[VALKEY], **QUICK})
    try:
        await until(made.are_at_work)
        yield made
    finally:
        await made.close()


@pytest.mark.slow
async def test_a_frozen_worker_finds_its_work_done_when_it_wakes(
    works: Works, publisher: Runtime, crew: Crew
):
    frozen = crew.workers[0].pid or 0
    await works.count(publisher, ["a", "b", "c", "d"], 10)
    os.kill(frozen, signal.SIGSTOP)
    await works.count(publisher, ["a", "b", "c", "d"], 10)
    await until(works.nothing_pending)
    os.kill(frozen, signal.SIGCONT)
    await until(crew.are_at_work)
    await works.count(publisher, ["a", "b", "c", "d"], 10)
    await until(works.nothing_pending)
    numbers = [*range(1, 11)] * 3
    for subscriber in EVERYBODY:
        assert await works.ledger(subscriber) == dict.fromkeys(("a", "b", "c", "d"), numbers)
    assert crew.deaths == 0


@pytest.mark.slow
async def test_a_poisoned_event_is_found_and_its_neighbours_are_not_blamed(
    works: Works, publisher: Runtime, crew: Crew
):
    neighbours = [Counted(key=f"key {number}", number=1) for number in range(30)]
    poison = Counted(key="poison", number=1, mood="deadly")
    await works.publish(publisher, *neighbours[:15], poison, *neighbours[15:])
    await works.publish(publisher, Counted(key="poison", number=2))
    (letter,) = await until(works.desk.dead_letters)
    assert (letter.subscriber, letter.key, letter.attempts) == ("users.poisoned", "poison", 3)
    assert letter.reason == "the worker died each time it was tried"
    await until(lambda: _only_the_parked_one_waits(works))
    everybody = {event.key: [1] for event in neighbours}
    assert await works.ledger("poisoned") == everybody
    assert await works.ledger("note") == {**everybody, "poison": [1, 2]}
    assert crew.deaths == 4


@pytest.mark.parametrize(("mood", "times"), [("die before", 1), ("die after", 2)])
async def test_an_effect_whose_worker_dies_is_booked_once(
    works: Works, publisher: Runtime, crew: Crew, mood: str, times: int
):
    await works.publish(publisher, Counted(key="a", number=1, mood=mood), Counted(key="a", number=2))
    await until(works.nothing_pending)
    assert await works.ledger("charge") == {"a": [1, 2]}
    (asked,) = await works.rows("SELECT times FROM users.toy_outside WHERE name = 'a 1'")
    assert asked["times"] == times
    assert len(await works.rows("SELECT 1 FROM users.toy_attempt")) == 2
    assert crew.deaths == 1


async def _only_the_parked_one_waits(works: Works) -> bool:
    return await works.rows("SELECT subscriber, key FROM souk.pending") == [
        {"subscriber": "users.poisoned", "key": "poison"}
    ]
