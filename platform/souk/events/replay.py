"""Replay: lets a subscriber hear history again. For projections; the others would act twice."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from souk.events.store import EventStore

# Shared, while weeks of history are dropped by whoever holds it alone.
KEEP_HISTORY = "SELECT pg_advisory_xact_lock_shared(7272)"
PATIENCE = "SET LOCAL statement_timeout = 0"
REPLAYABLE = """
    SELECT EXISTS (SELECT FROM souk.subscription WHERE subscriber = %(subscriber)s AND replayable)
"""
REPLAY = """
    INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
    SELECT s.subscriber, souk.lane_of(e.key), e.position, max(e.published_at), e.key
    FROM souk.event e JOIN souk.subscription s ON s.event = souk.name_of(e.type)
    WHERE s.subscriber = %(subscriber)s AND s.replayable
        AND (%(ids)s::uuid[] IS NULL OR e.id = ANY(%(ids)s))
        AND (%(type)s::text IS NULL OR e.type = %(type)s)
        AND (%(key)s::text IS NULL OR e.key = %(key)s)
        AND (%(since)s::timestamptz IS NULL OR e.published_at >= %(since)s)
        AND (%(until)s::timestamptz IS NULL OR e.published_at < %(until)s)
        AND NOT EXISTS (SELECT FROM souk.held_delivery h
                        WHERE h.subscriber = s.subscriber AND h.key = e.key AND h.position = e.position)
        AND NOT EXISTS (SELECT FROM souk.dead_letter d
                        WHERE d.subscriber = s.subscriber AND d.position = e.position)
    GROUP BY s.subscriber, e.position, e.key
    ON CONFLICT DO NOTHING
"""


class NotReplayable(Exception):
    """This subscriber must hear each event once only; it did not declare itself replayable."""


async def replay(
    store: EventStore,
    subscriber: str,
    *,
    ids: Sequence[UUID] | None = None,
    type: str | None = None,  # noqa: A002 - the word of the field
    key: str | None = None,
    since: datetime | None = None,
    until: datetime | None = None,
) -> int:
    """Deliver again what fits all conditions, in the old order, before newer events of the same keys.

    Returns how many events that is. What is still on its way, or a dead letter, is left as it is; of an event
    that was corrected, the correction is heard.
    """
    wanted = {"subscriber": subscriber, "type": type, "key": key, "since": since, "until": until}
    async with store.transaction() as connection:
        await connection.exec_driver_sql(PATIENCE)
        await connection.exec_driver_sql(KEEP_HISTORY)
        if not (await connection.exec_driver_sql(REPLAYABLE, wanted)).scalar():
            raise NotReplayable
        chosen = {**wanted, "ids": list(ids) if ids is not None else None}
        return (await connection.exec_driver_sql(REPLAY, chosen)).rowcount
