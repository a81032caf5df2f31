"""Keep the sales of each order as the order is now; events twice, late or disordered come out the same."""

from uuid import UUID

import msgspec
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from modules.orders.contracts.events import (
    OrderCancelled,
    OrderConfirmed,
    OrderPartlyCancelled,
    OrderReturned,
)
from modules.orders.domain.order import Order
from modules.orders.domain.sales import sales_of
from modules.orders.tables import orders, sales
from souk.database import Transaction

NEW = insert(sales)
KEEP = NEW.on_conflict_do_update(
    index_elements=["order_id", "variant_id"],
    set_={column.name: NEW.excluded[column.name] for column in sales.c},
    where=sales.c.order_version <= NEW.excluded.order_version,
)


async def sell_confirmed(tx: Transaction, events: list[OrderConfirmed]) -> None:
    await _project(tx, {event.order_id for event in events})


async def unsell_cancelled(tx: Transaction, events: list[OrderCancelled]) -> None:
    await _project(tx, {event.order_id for event in events})


async def unsell_partly_cancelled(tx: Transaction, events: list[OrderPartlyCancelled]) -> None:
    await _project(tx, {event.order_id for event in events})


async def unsell_returned(tx: Transaction, events: list[OrderReturned]) -> None:
    await _project(tx, {event.order_id for event in events})


async def _project(tx: Transaction, order_ids: set[UUID]) -> None:
    """Write what follows from the orders, rows in one order; what a later version of one made stays."""
    found = select(Order).where(orders.c.id.in_(order_ids)).order_by(orders.c.id)
    rows = [
        msgspec.structs.asdict(sale) | {"order_version": order.version}
        for order in (await tx.execute(found)).scalars()
        for sale in sales_of(order)
    ]
    if rows:
        await tx.execute(KEEP, sorted(rows, key=lambda row: (row["order_id"], row["variant_id"])))
