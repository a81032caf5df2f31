"""Show the cart at today's prices."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show
from souk.database import Transaction
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class ShowCart(Command[ShownCart]):
    """A command, because who has just signed in takes along what they put together as a guest."""

    guest_key: UUID | None = None


async def show_cart(
    tx: Transaction, command: ShowCart, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    looked = await look(tx, command.guest_key)
    cart = await open_cart(tx, command.guest_key, make=False)
    if cart is None:
        return show(tx.new_id(), 0, (), None, offers={}, empty_in=currency)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)
