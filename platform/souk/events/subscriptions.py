"""Subscriptions in the database: what publishing fans out to. Memory is never asked."""

from collections.abc import Mapping
from typing import Any

import psycopg
from sqlalchemy.exc import OperationalError

from souk.events.store import EventStore
from souk.events.subscribers import Subscriber
from souk.messages.versions import event_name

# Publishers hold it shared until they commit: whoever holds it alone knows that nobody is half-way.
ALONE = "SELECT pg_advisory_xact_lock(7270)"
PATIENCE = 5

KNOWN = """
    SELECT s.subscriber, s.event, s.module, s.reads, s.replayable FROM souk.subscription s
    WHERE (SELECT count(*) FROM souk.lane l WHERE l.subscriber = s.subscriber) = 16
"""
SUBSCRIBE = """
    INSERT INTO souk.subscription (subscriber, event, module, reads, replayable)
    VALUES (%s, %s, %s, %s, %s)
    ON CONFLICT (event, subscriber) DO UPDATE SET reads = excluded.reads, replayable = excluded.replayable
"""
MAKE_LANES = """
    INSERT INTO souk.lane (subscriber, lane) SELECT %s, lane FROM generate_series(0, 15) AS lane
    ON CONFLICT DO NOTHING
"""

LET_REST = "SELECT souk.wake_subscriptions()"


async def subscribe(store: EventStore, subscribers: Mapping[str, Subscriber]) -> None:
    """Make the subscriptions known. Every transaction that commits after this has fanned out to them."""
    wanted = {
        (name, event_name(who.hearing.event.wire), who.module, who.hearing.event.wire, who.hearing.replayable)
        for name, who in subscribers.items()
    }
    missing = sorted(wanted - {tuple(row) for row in await store.rows(KNOWN)})
    if missing:
        await _subscribe(store, missing)


async def _subscribe(store: EventStore, missing: list[tuple[Any, ...]]) -> None:
    """Wait for publishers that are half-way; they wait behind us, so not for long, but again if need be."""
    for patience in range(PATIENCE, -1, -1):
        try:
            async with store.transaction() as connection:
                await connection.exec_driver_sql(ALONE)
                await connection.exec_driver_sql(SUBSCRIBE, missing)
                await connection.exec_driver_sql(MAKE_LANES, [(subscriber,) for subscriber, *_ in missing])
                await connection.exec_driver_sql(LET_REST)
        except OperationalError as error:
            if not patience or not isinstance(error.orig, psycopg.errors.LockNotAvailable):
                raise
        else:
            return
