"""What cart keeps of a person: their cart."""

from typing import Any
from uuid import UUID

import msgspec

from modules.cart.domain.opening import Whose
from modules.cart.tables.keeping import find
from souk.database import Transaction


async def cart_of(tx: Transaction, person_id: UUID) -> dict[str, Any]:
    """Return their cart as it is kept, or nothing."""
    found = await find(tx, Whose(person_id, None))
    if not found:
        return {}
    (cart,) = found
    lines = msgspec.to_builtins(cart.lines)
    return {"cart": {"lines": lines, "coupon": cart.coupon, "changed_at": cart.changed_at.isoformat()}}
