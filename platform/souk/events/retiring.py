"""Retiring a subscriber whose code is gone: what waits for it is dropped, and nothing more is written."""

from collections.abc import Mapping
from typing import Annotated

from msgspec import Meta
from sqlalchemy import CursorResult, text

from souk.database import Transaction
from souk.events.permissions import RUN_EVENTS
from souk.events.subscriptions import ALONE
from souk.kernel import Refusal
from souk.messages import Command

PATIENCE = text("SET LOCAL statement_timeout = 0")
LIVING = text("""
    SELECT EXISTS (SELECT FROM souk.worker
                   WHERE jsonb_exists(hears, :subscriber) AND alive_until > clock_timestamp())
""")
FORGET = "DELETE FROM souk.{table} WHERE subscriber = :subscriber"
WAITING = ("delivery", "held_delivery")
REST = ("hold", "dead_letter", "lane")


class StillHeard(Refusal):
    """A running worker knows this subscriber: it is not to be retired."""


class RetireSubscriber(Command[int]):
    """Forget it; returns how many deliveries were waiting for it. Refused while anybody serves it."""

    subscriber: Annotated[str, Meta(max_length=200)]


async def retire_subscriber(tx: Transaction, command: RetireSubscriber) -> int:
    who = {"subscriber": command.subscriber}
    if await tx.scalar(LIVING, who):
        raise StillHeard
    await tx.execute(PATIENCE)
    await tx.execute(text(ALONE))
    await _forget(tx, "subscription", who)
    dropped = sum([await _forget(tx, table, who) for table in WAITING])
    for table in REST:
        await _forget(tx, table, who)
    tx.publish_staff_action(
        RUN_EVENTS, "retire_subscriber", f"{command.subscriber} with {dropped} deliveries"
    )
    return dropped


async def _forget(tx: Transaction, table: str, who: Mapping[str, str]) -> int:
    gone = await tx.execute(text(FORGET.format(table=table)), who)
    return gone.rowcount if isinstance(gone, CursorResult) else 0
