"""What orders keeps of a person: all that they ordered."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from modules.orders.domain.order import Order
from modules.orders.domain.seeing import seen
from modules.orders.tables import orders
from souk.database import Transaction


async def orders_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    theirs = select(Order).where(orders.c.person_id == person_id).order_by(orders.c.placed_at)
    return {"orders": [msgspec.to_builtins(seen(order)) for order in (await tx.execute(theirs)).scalars()]}
