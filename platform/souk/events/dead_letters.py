"""Dead letters: seen, tried again, corrected or given up by staff."""

from datetime import datetime
from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy.ext.asyncio import AsyncConnection

from souk.events.store import EventStore
from souk.kernel import NotFound, Value, new_id
from souk.messages import Context

LIST = """
    SELECT d.subscriber, d.position, d.key, d.attempts, d.reason, d.parks, d.died_at,
           e.id, e.type, e.published_at, e.payload::text, e.context::text
    FROM souk.dead_letter d
    JOIN souk.event e ON e.position = d.position AND e.published_at = d.published_at
    WHERE (%(subscriber)s::text IS NULL OR d.subscriber = %(subscriber)s)
        AND (d.subscriber, d.position) > (%(after_subscriber)s, %(after_position)s)
    ORDER BY d.subscriber, d.position LIMIT %(most)s
"""
# First the hold, which is locked by it, then the delivery: so nobody lifts the hold in between.
HOLD = """
    INSERT INTO souk.hold (subscriber, key, lane, until, reason)
    VALUES (%(subscriber)s, %(key)s, %(lane)s, clock_timestamp(), %(reason)s)
    ON CONFLICT (subscriber, key) DO UPDATE SET until = excluded.until, reason = excluded.reason
"""
RETURN = """
    INSERT INTO souk.held_delivery (subscriber, key, position, published_at, lane)
    VALUES (%(subscriber)s, %(key)s, %(position)s, %(published_at)s, %(lane)s)
"""
UNPARK = """
    UPDATE souk.hold SET until = clock_timestamp(), reason = %(reason)s
    WHERE subscriber = %(subscriber)s AND key = %(key)s AND until IS NULL
"""
FIND = """
    SELECT subscriber, position, published_at, lane, key, parks FROM souk.dead_letter
    WHERE subscriber = %(subscriber)s AND position = %(position)s FOR UPDATE
"""
CORRECT = """
    SELECT souk.correct_event(%(position)s, %(published_at)s, %(id)s, %(payload)s::jsonb, %(context)s::jsonb)
"""
FORGET = "DELETE FROM souk.dead_letter WHERE subscriber = %(subscriber)s AND position = %(position)s"


class DeadLetter(Value):
    """A delivery that was given up, with its event."""

    subscriber: str
    position: int
    key: str
    attempts: int
    reason: str
    parks: bool
    died_at: datetime
    event_id: UUID
    event_type: str
    published_at: datetime
    payload: dict[str, Any]
    context: Context


async def dead_letters(
    store: EventStore, subscriber: str | None = None, after: tuple[str, int] = ("", 0), most: int = 100
) -> list[DeadLetter]:
    """Return them in the order of subscriber and position, beginning after the last one seen."""
    wanted = {
        "subscriber": subscriber,
        "after_subscriber": after[0],
        "after_position": after[1],
        "most": most,
    }
    return [
        DeadLetter(
            subscriber=row.subscriber,
            position=row.position,
            key=row.key,
            attempts=row.attempts,
            reason=row.reason,
            parks=row.parks,
            died_at=row.died_at,
            event_id=row.id,
            event_type=row.type,
            published_at=row.published_at,
            payload=msgspec.json.decode(row.payload),
            context=msgspec.json.decode(row.context, type=Context),
        )
        for row in await store.rows(LIST, wanted)
    ]


async def retry(store: EventStore, subscriber: str, position: int) -> None:
    """Deliver it again, before whatever waits behind it."""
    async with store.transaction() as connection:
        await _deliver(connection, await _found(connection, subscriber, position))


async def discard(store: EventStore, subscriber: str, position: int) -> None:
    """Give it up for good; what waits behind it goes on."""
    async with store.transaction() as connection:
        letter = await _found(connection, subscriber, position)
        await connection.exec_driver_sql(UNPARK, {**letter, "reason": "the dead letter was discarded"})
        await connection.exec_driver_sql(FORGET, letter)


async def correct(
    store: EventStore, subscriber: str, position: int, payload: dict[str, Any], by: Context
) -> UUID:
    """Deliver a new event with this payload to that subscriber instead, in the same place; return its id.

    The new event is the doing of whoever corrects, and names the old one as its cause.
    """
    id = new_id()
    new = {
        "id": id,
        "payload": msgspec.json.encode(payload).decode(),
        "context": msgspec.json.encode(by).decode(),
    }
    async with store.transaction() as connection:
        letter = await _found(connection, subscriber, position)
        published_at = (await connection.exec_driver_sql(CORRECT, {**letter, **new})).scalar_one()
        await _deliver(connection, {**letter, "published_at": published_at})
    return id


async def _found(connection: AsyncConnection, subscriber: str, position: int) -> dict[str, Any]:
    wanted = {"subscriber": subscriber, "position": position}
    row = (await connection.exec_driver_sql(FIND, wanted)).mappings().first()
    if row is None:
        raise NotFound("dead letter")
    return dict(row)


async def _deliver(connection: AsyncConnection, letter: dict[str, Any]) -> None:
    await connection.exec_driver_sql(HOLD, {**letter, "reason": "a dead letter is tried again"})
    await connection.exec_driver_sql(RETURN, letter)
    await connection.exec_driver_sql(FORGET, letter)
