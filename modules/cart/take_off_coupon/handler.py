"""Take the coupon off the cart."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.messages import Command


class TakeOffCoupon(Command[ShownCart]):
    """Without a coupon, or a cart, nothing changes."""

    guest_key: UUID | None = None
    expected_version: int | None = None


async def take_off_coupon(tx: Transaction, command: TakeOffCoupon, *, change: ChangeCart) -> ShownCart:
    def take_off(cart: Cart, _: Looked) -> None:
        cart.put_coupon(None, at=tx.now)

    return await change(tx, command.guest_key, take_off, expected=command.expected_version)
