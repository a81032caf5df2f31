"""What staff do with dead letters: try again, give up, correct."""

from typing import Any
from uuid import UUID

import msgspec
import pytest

from souk.database import Transaction
from souk.events.permissions import RUN_EVENTS
from souk.events.seeing import DeadLetter
from souk.kernel import NotFound
from souk.messages import Context
from souk.modules import Hearing, hears
from souk.testing import staff
from tests.souk.events.conftest import Works, until
from tests.souk.events.toys import Counted, write

BROKEN = {"mended": False}


def picky(**options: Any) -> Hearing:
    async def picky(tx: Transaction, event: Counted) -> None:
        await write(tx, "note", event)
        if event.mood == "bad" and not BROKEN["mended"]:
            raise ValueError("not in this mood")

    return hears(picky, attempts=1, **options)


@pytest.fixture(autouse=True)
def broken() -> None:
    BROKEN["mended"] = False


async def parked(works: Works, **options: Any) -> DeadLetter:
    """Return a dead letter, with two events behind it."""
    runtime = await works.running(picky(**options))
    await works.publish(
        runtime,
        Counted(key="a", number=1, mood="bad"),
        Counted(key="a", number=2),
        Counted(key="a", number=3),
    )
    (letter,) = await until(works.desk.dead_letters)
    return letter


async def test_a_dead_letter_that_is_tried_again_comes_before_what_waits_behind_it(works: Works):
    parked_letter = await parked(works)
    BROKEN["mended"] = True
    await works.desk.retry(parked_letter.id)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [1, 2, 3]}
    assert await works.desk.dead_letters() == []
    await until(works.nothing_held)


async def test_a_dead_letter_that_fails_again_parks_again(works: Works):
    parked_letter = await parked(works)
    await works.desk.retry(parked_letter.id)
    (letter,) = await until(works.desk.dead_letters)
    assert (letter.position, letter.attempts) == (parked_letter.position, 1)
    assert await works.ledger() == {}


async def test_what_waits_goes_on_when_a_dead_letter_is_discarded(works: Works):
    parked_letter = await parked(works)
    await works.desk.discard(parked_letter.id)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [2, 3]}
    assert await works.desk.dead_letters() == []


async def test_a_corrected_event_takes_the_place_of_the_old_one(works: Works):
    parked_letter = await parked(works)
    ann = staff(RUN_EVENTS)
    payload = {"key": "a", "number": 10, "mood": "fine"}
    new = await works.desk.correct(parked_letter.id, payload, Context(actor=ann, reason="a typo"))
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [10, 2, 3]}
    (event,) = await works.rows("SELECT context, position FROM souk.event WHERE id = %s", new)
    assert event["context"]["causation"] == str(parked_letter.event_id)
    assert event["context"]["actor"]["id"] == str(ann.id)
    assert event["position"] == parked_letter.position


async def test_other_subscribers_do_not_hear_a_correction(works: Works):
    async def other(tx: Transaction, event: Counted) -> None:
        await write(tx, "other", event)

    runtime = await works.running(picky(), hears(other))
    await works.publish(runtime, Counted(key="a", number=1, mood="bad"))
    (letter,) = await until(works.desk.dead_letters)
    await works.desk.correct(letter.id, {"key": "a", "number": 2})
    await until(works.nothing_pending)
    assert await works.ledger("note") == {"a": [2]}
    assert await works.ledger("other") == {"a": [1]}


async def test_a_skipped_dead_letter_can_still_be_tried_again(works: Works):
    parked_letter = await parked(works, afterwards="skip")
    await until(works.nothing_pending)
    BROKEN["mended"] = True
    await works.desk.retry(parked_letter.id)
    await until(works.nothing_pending)
    assert await works.ledger() == {"a": [2, 3, 1]}
    await until(works.nothing_held)


async def test_a_dead_letter_is_listed_with_its_event(works: Works):
    await parked(works)
    (letter,) = await works.desk.dead_letters("users.picky")
    assert letter.event_type == "users.counted.v1"
    assert msgspec.json.decode(letter.payload) == {"key": "a", "number": 1, "mood": "bad"}
    assert letter.context.reason == "test"
    assert (letter.attempts, letter.reason, letter.parks) == (1, "ValueError: not in this mood", True)
    assert await works.desk.dead_letters("users.nobody") == []
    assert await works.desk.dead_letters(after=("users.picky", letter.position)) == []


async def test_what_is_no_dead_letter_cannot_be_dealt_with(works: Works):
    for deal in (works.desk.retry, works.desk.discard):
        with pytest.raises(NotFound):
            await deal(UUID(int=1))
    with pytest.raises(NotFound):
        await works.desk.correct(UUID(int=1), {})


async def test_a_correction_that_nobody_could_read_is_refused(works: Works):
    letter = await parked(works)
    with pytest.raises(msgspec.ValidationError):
        await works.desk.correct(letter.id, {"key": "a", "number": "ten"})
    assert [left.id for left in await works.desk.dead_letters()] == [letter.id]
