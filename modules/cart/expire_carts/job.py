"""Throw away carts that were left standing: empty ones soon, guests' after a month, others after three."""

from datetime import timedelta

from sqlalchemy import delete, select, text

from modules.cart.tables import carts
from souk.database import Transaction
from souk.messages import Job

EMPTY = timedelta(hours=6)
EMPTIED_BY_AN_ORDER = timedelta(hours=24)  # as long as its checkout may be sent again with its key
GUESTS = timedelta(days=30)
CUSTOMERS = timedelta(days=90)
AT_ONCE = 5_000

IS_EMPTY = text("lines = '[]'::jsonb")


class ExpireCarts(Job, wire="cart.expire_carts.v1"):
    """Due again and again; so many at once that none of it takes long."""


async def expire_carts(tx: Transaction, _: ExpireCarts) -> None:
    """Carts that somebody has open at the moment are left for the next time."""
    changed, owner, ordered = carts.c.changed_at, carts.c.owner_id, carts.c.last_order
    for old in (
        IS_EMPTY & (changed < tx.now - EMPTY) & ordered.is_(None),
        IS_EMPTY & (changed < tx.now - EMPTIED_BY_AN_ORDER),
        (changed < tx.now - GUESTS) & owner.is_(None),
        changed < tx.now - CUSTOMERS,
    ):
        some = select(carts.c.id).where(old).limit(AT_ONCE).with_for_update(skip_locked=True)
        await tx.execute(delete(carts).where(carts.c.id.in_(some)))
