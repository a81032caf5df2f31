"""What staff see of events: those just published, and those that were given up."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import RowMapping, text

from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Context, Query

DEAD = text("""
    SELECT d.id, d.subscriber, d.position, d.key, d.attempts, d.reason, d.parks, d.died_at,
           e.id AS event_id, e.type AS event_type, e.published_at, e.payload, e.context
    FROM souk.dead_letter d
    JOIN souk.event e ON e.position = d.position AND e.published_at = d.published_at
    WHERE (CAST(:subscriber AS text) IS NULL OR d.subscriber = :subscriber)
        AND (d.subscriber, d.position) > (:after_subscriber, :after_position)
    ORDER BY d.subscriber, d.position LIMIT :most
""")
LATEST = text("""
    SELECT * FROM (
        SELECT id, position, type, module, key, published_at, payload, context FROM souk.event
        WHERE published_at >= coalesce(CAST(:since AS timestamptz), clock_timestamp() - interval '7 days')
            AND (CAST(:type AS text) IS NULL OR type = :type) AND (CAST(:key AS text) IS NULL OR key = :key)
        ORDER BY position DESC LIMIT :most
    ) latest ORDER BY position
""")


class DeadLetter(Value):
    """A delivery that was given up, with its event."""

    id: UUID
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
    payload: str
    context: Context


class PublishedEvent(Value):
    """An event as it is stored."""

    id: UUID
    position: int
    type: str
    module: str
    key: str
    published_at: datetime
    payload: str
    context: Context


class ListDeadLetters(Query[list[DeadLetter]]):
    """By subscriber and position, beginning after the last one seen."""

    subscriber: str | None = None
    after_subscriber: str = ""
    after_position: int = 0
    most: Annotated[int, Meta(ge=1, le=200)] = 50


class ListEvents(Query[list[PublishedEvent]]):
    """The latest of the last week, or since then; the newest last."""

    type: str | None = None
    key: str | None = None
    since: datetime | None = None
    most: Annotated[int, Meta(ge=1, le=1000)] = 50


async def list_dead_letters(tx: Transaction, query: ListDeadLetters) -> list[DeadLetter]:
    rows = (await tx.execute(DEAD, msgspec.structs.asdict(query))).mappings()
    return [msgspec.convert(_with_text(row), DeadLetter) for row in rows]


async def list_events(tx: Transaction, query: ListEvents) -> list[PublishedEvent]:
    rows = (await tx.execute(LATEST, msgspec.structs.asdict(query))).mappings()
    return [msgspec.convert(_with_text(row), PublishedEvent) for row in rows]


def _with_text(row: RowMapping) -> dict[str, Any]:
    """Return the row with its payload as JSON text: what it holds is for its reader to say."""
    return {**row, "payload": msgspec.json.encode(row["payload"]).decode()}
