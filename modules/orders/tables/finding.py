"""Finding an order for whoever asks: it is theirs, or it is not there."""

from uuid import UUID

from sqlalchemy import ColumnElement, Select, false, or_, select

from modules.orders.domain.guests import key_of
from modules.orders.domain.order import Order
from modules.orders.tables.orders import orders
from souk.database import Transaction
from souk.kernel import NotFound


def owned(person_id: UUID | None, guest_token: str | None) -> ColumnElement[bool]:
    """Return what holds for the orders of that person, or for the one that a guest's token opens."""
    theirs = [orders.c.person_id == person_id] if person_id else []
    if guest_token:
        theirs.append((orders.c.guest_key == key_of(guest_token)) & orders.c.person_id.is_(None))
    return or_(false(), *theirs)


async def own_order(
    tx: Transaction, id: UUID, guest_token: str | None = None, *, lock: bool = False
) -> Order:
    """Return the actor's order; that of somebody else is not found."""
    found = select(Order).where(orders.c.id == id, owned(tx.actor.id, guest_token))
    return await _only(tx, found, lock=lock)


async def any_order(tx: Transaction, id: UUID, *, lock: bool = False) -> Order:
    """Return the order to staff, whose capability has been checked."""
    return await _only(tx, select(Order).where(orders.c.id == id), lock=lock)


async def _only(tx: Transaction, found: Select[Order], *, lock: bool) -> Order:
    order: Order | None = await tx.scalar(found.with_for_update() if lock else found)
    if order is None:
        raise NotFound("order")
    return order
