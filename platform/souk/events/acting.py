"""What staff do with dead letters: try again, give up, correct. Each act is announced, for the audit."""

from collections.abc import Mapping
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import text

from souk.database import Transaction
from souk.events.permissions import RUN_EVENTS
from souk.kernel import NotFound
from souk.messages import Command, Event

FIND = text("""
    SELECT d.id, d.subscriber, d.position, d.published_at, d.lane, d.key, e.type
    FROM souk.dead_letter d
    JOIN souk.event e ON e.position = d.position AND e.published_at = d.published_at
    WHERE d.id = :id FOR UPDATE OF d
""")
# First the hold, which is locked by it, then the delivery: so nobody lifts the hold in between.
HOLD = text("""
    INSERT INTO souk.hold (subscriber, key, lane, until, reason)
    VALUES (:subscriber, :key, :lane, clock_timestamp(), 'a dead letter is tried again')
    ON CONFLICT (subscriber, key) DO UPDATE SET until = excluded.until, reason = excluded.reason
""")
RETURN = text("""
    INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane)
    VALUES (:subscriber, :key, :position, :published_at, :lane)
""")
UNPARK = text("""
    UPDATE souk.hold SET until = clock_timestamp(), reason = 'the dead letter was discarded'
    WHERE subscriber = :subscriber AND key = :key AND until IS NULL
""")
CORRECT = text("""
    SELECT souk.correct_event(
        :position, :published_at, :new_id, CAST(:payload AS jsonb), CAST(:context AS jsonb))
""")
FORGET = text("DELETE FROM souk.dead_letter WHERE id = :id")


class RetryDeadLetter(Command[None]):
    """Deliver it again, before whatever waits behind it."""

    id: UUID


class DiscardDeadLetter(Command[None]):
    """Give it up for good; what waits behind it goes on."""

    id: UUID


class CorrectDeadLetter(Command[UUID]):
    """Deliver a new event to that subscriber instead, in the same place; returns the new one's id.

    It is the doing of whoever corrects, and names the old one as its cause. Others do not hear it.
    """

    id: UUID
    payload: dict[str, Any]


async def retry_dead_letter(tx: Transaction, command: RetryDeadLetter) -> None:
    letter = await _found(tx, command.id)
    await _deliver(tx, letter)
    tx.publish_staff_action(RUN_EVENTS, "retry_dead_letter", _subject(letter))


async def discard_dead_letter(tx: Transaction, command: DiscardDeadLetter) -> None:
    letter = await _found(tx, command.id)
    await tx.execute(UNPARK, letter)
    await tx.execute(FORGET, letter)
    tx.publish_staff_action(RUN_EVENTS, "discard_dead_letter", _subject(letter))


async def correct_dead_letter(
    tx: Transaction, command: CorrectDeadLetter, *, events: Mapping[str, type[Event]]
) -> UUID:
    """Raise msgspec.ValidationError for a payload that is no such event: nobody could read it either."""
    letter = await _found(tx, command.id)
    kind = events.get(letter["type"])
    if kind is not None:
        msgspec.convert(command.payload, kind)
    new = tx.new_id()
    corrected = {
        "new_id": new,
        "payload": msgspec.json.encode(command.payload).decode(),
        "context": msgspec.json.encode(tx.context).decode(),
    }
    published_at = await tx.scalar(CORRECT, {**letter, **corrected})
    await _deliver(tx, {**letter, "published_at": published_at})
    tx.publish_staff_action(RUN_EVENTS, "correct_dead_letter", f"{_subject(letter)} event {new}")
    return new


async def _found(tx: Transaction, id: UUID) -> dict[str, Any]:
    row = (await tx.execute(FIND, {"id": id})).mappings().one_or_none()
    if row is None:
        raise NotFound("dead letter")
    return dict(row)


async def _deliver(tx: Transaction, letter: dict[str, Any]) -> None:
    await tx.execute(HOLD, letter)
    await tx.execute(RETURN, letter)
    await tx.execute(FORGET, letter)


def _subject(letter: dict[str, Any]) -> str:
    return f"dead letter {letter['id']} {letter['type']} for {letter['subscriber']}"
