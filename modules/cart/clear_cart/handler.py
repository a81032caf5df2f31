"""Take everything out of the cart."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show
from souk.database import Transaction
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class ClearCart(Command[ShownCart]):
    """Its coupon goes too; an empty cart, or none, stays as it is."""

    guest_key: UUID | None = None
    expected_version: int | None = None


async def clear_cart(
    tx: Transaction, command: ClearCart, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    guest = command.guest_key
    looked = await look(tx, guest)
    cart = await open_cart(tx, guest, expected=command.expected_version, make=False)
    if cart is None:
        return show(tx.new_id(), 0, (), None, offers={}, empty_in=currency)
    cart.clear(at=tx.now)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)
