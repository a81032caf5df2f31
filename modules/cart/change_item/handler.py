"""Have another number of something in the cart."""

from collections.abc import Awaitable, Callable
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.cart.domain.cart import Cart
from modules.cart.domain.lines import MOST_OF_ONE
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ShownCart, show
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class ChangeItem(Command[ShownCart]):
    """None of it takes the line out."""

    line_id: UUID
    quantity: Annotated[int, Meta(ge=0, le=MOST_OF_ONE)]
    guest_key: UUID | None = None
    expected_version: int | None = None


async def change_item(
    tx: Transaction, command: ChangeItem, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    guest = command.guest_key
    looked = await look(tx, guest)
    cart = await open_cart(tx, guest, expected=command.expected_version, make=False)
    if cart is None:
        raise NotFound("cart")
    cart.count(command.line_id, command.quantity, looked.offers, at=tx.now)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)
