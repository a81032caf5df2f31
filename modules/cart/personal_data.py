"""What cart hands out to a person who asks for all of their data."""

from typing import Any
from uuid import UUID

import msgspec
from sqlalchemy import select

from modules.cart.domain.cart import Cart
from modules.cart.tables import carts
from souk.database import Transaction


async def cart_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    """Return their cart as it is kept, or nothing."""
    cart: Cart | None = await tx.scalar(select(Cart).where(carts.c.owner_id == person_id))
    if cart is None:
        return {}
    lines = msgspec.to_builtins(cart.lines)
    return {"cart": {"lines": lines, "coupon": cart.coupon, "changed_at": cart.changed_at.isoformat()}}
