"""Take a line out of the cart."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class RemoveItem(Command[ShownCart]):
    """Refused if the line is not there: it may be somebody else's."""

    line_id: UUID
    guest_key: UUID | None = None
    expected_version: int | None = None


async def remove_item(
    tx: Transaction, command: RemoveItem, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    guest = command.guest_key
    looked = await look(tx, guest)
    cart = await open_cart(tx, guest, expected=command.expected_version, make=False)
    if cart is None:
        raise NotFound("cart")
    cart.remove(command.line_id, at=tx.now)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)
