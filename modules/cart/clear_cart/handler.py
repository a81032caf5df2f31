"""Take everything out of the cart."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.messages import Command


class ClearCart(Command[ShownCart]):
    """Its coupon goes too; an empty cart, or none, stays as it is."""

    guest_key: UUID | None = None
    expected_version: int | None = None


async def clear_cart(tx: Transaction, command: ClearCart, *, change: ChangeCart) -> ShownCart:
    def clear(cart: Cart, _: Looked) -> None:
        cart.clear(at=tx.now)

    return await change(tx, command.guest_key, clear, expected=command.expected_version)
