"""Replay: lets a subscriber hear history again. For projections; the others would act twice."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta
from sqlalchemy import CursorResult, text

from souk.database import Transaction
from souk.events.permissions import RUN_EVENTS
from souk.kernel import Refusal
from souk.messages import Command

SECONDS = 600.0

# Shared, while weeks of history are dropped by whoever holds it alone.
KEEP_HISTORY = text("SELECT pg_advisory_xact_lock_shared(7272)")
PATIENCE = text("SET LOCAL statement_timeout = 0")
REPLAYABLE = text(
    "SELECT EXISTS (SELECT FROM souk.subscription WHERE subscriber = :subscriber AND replayable)"
)
REPLAY = text("""
    INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
    SELECT s.subscriber, souk.lane_of(e.key), e.position, max(e.published_at), e.key
    FROM souk.event e JOIN souk.subscription s ON s.event = souk.name_of(e.type)
    WHERE s.subscriber = :subscriber AND s.replayable
        AND (CAST(:ids AS uuid[]) IS NULL OR e.id = ANY(:ids))
        AND (CAST(:type AS text) IS NULL OR e.type = :type)
        AND (CAST(:key AS text) IS NULL OR e.key = :key)
        AND (CAST(:since AS timestamptz) IS NULL OR e.published_at >= :since)
        AND (CAST(:until AS timestamptz) IS NULL OR e.published_at < :until)
        AND NOT EXISTS (SELECT FROM souk.held_delivery h
                        WHERE h.subscriber = s.subscriber AND h.key = e.key AND h.position = e.position)
        AND NOT EXISTS (SELECT FROM souk.dead_letter d
                        WHERE d.subscriber = s.subscriber AND d.position = e.position)
    GROUP BY s.subscriber, e.position, e.key
    ON CONFLICT DO NOTHING
""")


class NotReplayable(Refusal):
    """This subscriber must hear each event once only; it did not declare itself replayable."""


class ReplayEvents(Command[int]):
    """Deliver again what fits all conditions, in the old order, before newer events of the same keys.

    Returns how many events that is. What is still on its way, or a dead letter, is left as it is; of an event
    that was corrected, the correction is heard.
    """

    subscriber: Annotated[str, Meta(max_length=200)]
    ids: list[UUID] | None = None
    type: str | None = None
    key: str | None = None
    since: datetime | None = None
    until: datetime | None = None


async def replay_events(tx: Transaction, command: ReplayEvents) -> int:
    wanted = msgspec.structs.asdict(command)
    await tx.execute(PATIENCE)
    await tx.execute(KEEP_HISTORY)
    if not await tx.scalar(REPLAYABLE, wanted):
        raise NotReplayable
    written = await tx.execute(REPLAY, wanted)
    events = written.rowcount if isinstance(written, CursorResult) else 0
    tx.publish_staff_action(RUN_EVENTS, "replay_events", f"{events} events for {command.subscriber}")
    return events
