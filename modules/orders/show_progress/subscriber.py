"""Shows each step of an order to whoever placed it, and new orders to staff."""

from collections.abc import Sequence
from typing import Protocol
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from modules.orders.contracts.events import OrderPlaced
from modules.orders.domain.stages import Stage, Status
from modules.orders.permissions import READ
from modules.orders.tables.orders import orders
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.messages import LiveMessage, Notice, for_person, for_staff


class OrderChanged(LiveMessage, wire="order.changed"):
    """How far it is now, which may be further than the event that it is told of."""

    order_id: UUID
    number: str
    status: Status
    stage: Stage


class OrderArrived(LiveMessage, wire="order.placed"):
    """There is a new order."""

    order_id: UUID
    number: str


class Found(Protocol):
    """What is shown of an order, and to whom."""

    id: UUID
    number: str
    person_id: UUID | None
    status: Status
    stage: Stage


FOUND = Spoken(
    select(orders.c.id, orders.c.number, orders.c.person_id, orders.c.status, orders.c.stage)
    .where(orders.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(orders.c.id)
)


class OfOrder(Protocol):
    """What all events of orders have."""

    @property
    def order_id(self) -> UUID: ...


async def show_progress(tx: Transaction, events: Sequence[OfOrder]) -> list[Notice]:
    rows = await _orders(tx, events)
    return [for_person(row.person_id, _changed(row)) for row in rows if row.person_id is not None]


async def show_new(tx: Transaction, events: Sequence[OrderPlaced]) -> list[Notice]:
    """Tell both at once: whoever placed it may look at it in another window, and each telling is a commit."""
    rows = await _orders(tx, events)
    theirs = [for_person(row.person_id, _changed(row)) for row in rows if row.person_id is not None]
    return [*theirs, *(for_staff(READ, OrderArrived(order_id=row.id, number=row.number)) for row in rows)]


async def _orders(tx: Transaction, events: Sequence[OfOrder]) -> Sequence[Found]:
    return await FOUND(tx, {"ids": list({event.order_id for event in events})})


def _changed(row: Found) -> OrderChanged:
    return OrderChanged(order_id=row.id, number=row.number, status=row.status, stage=row.stage)
