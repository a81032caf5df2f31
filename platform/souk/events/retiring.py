"""Retiring a subscriber whose code is gone: what waits for it is dropped, and nothing more is written."""

from souk.events.store import EventStore
from souk.events.subscriptions import ALONE

PATIENCE = "SET LOCAL statement_timeout = 0"
LIVING = """
    SELECT FROM souk.worker
    WHERE jsonb_exists(hears, %(subscriber)s) AND alive_until > clock_timestamp() LIMIT 1
"""
UNSUBSCRIBE = "DELETE FROM souk.subscription WHERE subscriber = %(subscriber)s"
PENDING = ("souk.delivery", "souk.held_delivery")
REST = ("souk.hold", "souk.dead_letter", "souk.lane")


class StillHeard(Exception):
    """A living worker knows this subscriber: it is not to be retired."""


async def retire(store: EventStore, subscriber: str) -> int:
    """Forget it and return how many deliveries were waiting. Raises StillHeard while anybody serves it."""
    who = {"subscriber": subscriber}
    async with store.transaction() as connection:
        if (await connection.exec_driver_sql(LIVING, who)).first() is not None:
            raise StillHeard(subscriber)
        await connection.exec_driver_sql(PATIENCE)
        await connection.exec_driver_sql(ALONE)
        await connection.exec_driver_sql(UNSUBSCRIBE, who)
        dropped = 0
        for table in (*PENDING, *REST):
            forget = f"DELETE FROM {table} WHERE subscriber = %(subscriber)s"
            gone = (await connection.exec_driver_sql(forget, who)).rowcount
            dropped += gone if table in PENDING else 0
    return dropped
