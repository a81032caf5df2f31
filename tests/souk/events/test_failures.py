"""A failure delays one key of one subscriber, is counted, and says why; an outage is not counted."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any

import msgspec
import pytest

from souk.database import Transaction, Unavailable
from souk.events.verdicts import Patience, judge
from souk.messages import RetryLater
from souk.modules import hears
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, note, write


class Trouble:
    """A subscriber that fails as often as it is told, for the key `bad` only."""

    def __init__(self, times: int, error: Exception) -> None:
        self.left = times
        self.calls = 0
        self._error = error

    async def handle(self, tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)
        if event.key == "bad":
            self.calls += 1
            if self.left:
                self.left -= 1
                raise self._error


def subscriber(trouble: Trouble, **options: Any) -> Any:
    async def troubled(tx: Transaction, event: Counted) -> None:
        await trouble.handle(tx, event)

    return hears(troubled, **options)


async def test_a_failure_is_rolled_back_and_tried_again_in_order(works: Works):
    trouble = Trouble(3, ValueError("no"))
    runtime = await works.running(subscriber(trouble))
    await works.count(runtime, ["bad", "good"], 5)
    await until(works.nothing_pending)
    assert await works.ledger() == {"bad": [1, 2, 3, 4, 5], "good": [1, 2, 3, 4, 5]}
    assert trouble.calls == 8
    await until(works.nothing_held)


async def test_neighbours_do_not_wait_for_a_failing_key(works: Works):
    runtime = await works.running(
        subscriber(Trouble(1, ValueError("no"))),
        **{"events.retry_seconds": 600.0, "events.longest_retry_seconds": 600.0},
    )
    await works.count(runtime, ["bad", "good"], 5)
    await until(lambda: _has(works, good=[1, 2, 3, 4, 5]))
    (hold,) = await until(works.holds)
    assert (hold["key"], hold["reason"]) == ("bad", "ValueError: no")
    assert await works.pending() == 5


async def test_a_failure_delays_its_own_subscriber_only(works: Works):
    runtime = await works.running(
        hears(note),
        subscriber(Trouble(1, ValueError("no"))),
        **{"events.retry_seconds": 600.0, "events.longest_retry_seconds": 600.0},
    )
    await works.count(runtime, ["bad"], 3)
    await until(lambda: _has(works, bad=[1, 2, 3]))
    assert [hold["subscriber"] for hold in await until(works.holds)] == ["users.troubled"]


async def test_attempts_are_counted(works: Works):
    runtime = await works.running(subscriber(Trouble(100, ValueError("no")), attempts=4))
    await works.count(runtime, ["bad"], 1)
    (letter,) = await until(works.desk.dead_letters)
    assert letter.attempts == 4
    assert letter.reason == "ValueError: no"
    assert msgspec.json.decode(letter.payload)["key"] == "bad"


async def test_a_parked_key_waits_behind_its_dead_letter(works: Works):
    runtime = await works.running(subscriber(Trouble(2, ValueError("no")), attempts=2))
    await works.count(runtime, ["bad", "good"], 3)
    await until(lambda: _has(works, good=[1, 2, 3]))
    await until(works.desk.dead_letters)
    await works.count(runtime, ["good"], 1)
    await until(lambda: _has(works, good=[1, 2, 3, 1]))
    assert "bad" not in await works.ledger()
    assert await works.pending() == 2
    (hold,) = await works.holds()
    assert hold["until"] is None


async def test_a_skipping_key_goes_on_without_its_dead_letter(works: Works):
    runtime = await works.running(subscriber(Trouble(2, ValueError("no")), attempts=2, afterwards="skip"))
    await works.count(runtime, ["bad"], 3)
    await until(works.nothing_pending)
    assert await works.ledger() == {"bad": [2, 3]}
    assert len(await works.desk.dead_letters()) == 1
    await until(works.nothing_held)


async def test_retry_later_waits_until_then_and_is_not_counted(works: Works):
    later = datetime.now(UTC) + timedelta(seconds=0.5)
    trouble = Trouble(1, RetryLater("the provider is away", later))
    runtime = await works.running(subscriber(trouble, attempts=1))
    await works.count(runtime, ["bad"], 2)
    (hold,) = await until(works.holds)
    assert (hold["reason"], hold["until"]) == ("the provider is away", later)
    await until(works.nothing_pending)
    assert datetime.now(UTC) >= later
    assert await works.ledger() == {"bad": [1, 2]}


async def test_retry_later_makes_no_dead_letter_however_often(works: Works):
    trouble = Trouble(20, RetryLater("closed", datetime.now(UTC)))
    runtime = await works.running(subscriber(trouble, attempts=3))
    await works.count(runtime, ["bad"], 1)
    await until(works.nothing_pending)
    assert trouble.calls == 21
    assert await works.desk.dead_letters() == []


async def test_a_subscriber_that_takes_too_long_has_failed(works: Works):
    async def sleeps(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)
        await asyncio.Event().wait()

    runtime = await works.running(hears(sleeps, attempts=2, seconds=0.05))
    await works.count(runtime, ["a"], 1)
    (letter,) = await until(works.desk.dead_letters)
    assert letter.reason == "it took too long"
    assert await works.ledger() == {}


async def test_a_payload_that_does_not_fit_is_a_dead_letter_and_stops_nobody_else(works: Works):
    runtime = works.runtime(hears(note, attempts=2))
    await runtime.dispatcher.subscribe()
    await works.count(runtime, ["bad", "good"], 1)
    await works.rows("UPDATE souk.event SET payload = '{}' WHERE key = 'bad'")
    runtime.dispatch()
    (letter,) = await until(works.desk.dead_letters)
    assert letter.reason.startswith("ValidationError")
    assert await works.ledger() == {"good": [1]}


def test_an_outage_does_not_count():
    assert not judge(Unavailable("the database does not answer")).counts
    assert not judge(RetryLater("closed", datetime.now(UTC))).counts
    assert judge(ValueError("no")).counts


@pytest.mark.parametrize(("attempts", "least", "most"), [(1, 0.75, 1.25), (4, 6.0, 10.0), (50, 225.0, 375.0)])
def test_patience_doubles_up_to_a_limit_and_spreads(attempts: int, least: float, most: float):
    waits = {Patience().after(attempts) for _ in range(50)}
    assert all(least <= wait <= most for wait in waits)
    assert len(waits) > 1


async def _has(works: Works, **expected: list[int]) -> bool:
    ledger = await works.ledger()
    return all(ledger.get(key) == numbers for key, numbers in expected.items())
