"""Put so many of a variant into the cart."""

from collections.abc import Awaitable, Callable
from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.lines import Quantity
from modules.cart.domain.offers import Looked, NotForSale
from modules.cart.domain.showing import ShownCart, show
from souk.database import Transaction
from souk.messages import Command

Look = Callable[..., Awaitable[Looked]]
OpenCart = Callable[..., Awaitable[Cart | None]]


class AddItem(Command[ShownCart]):
    """A variant, or a product that stands for its only or first one. The same variant adds up."""

    quantity: Quantity
    product_id: UUID | None = None
    variant_id: UUID | None = None
    guest_key: UUID | None = None
    expected_version: int | None = None


async def add_item(
    tx: Transaction, command: AddItem, *, look: Look, open_cart: OpenCart, currency: str
) -> ShownCart:
    guest = command.guest_key
    looked = await look(tx, guest, variant_id=command.variant_id, product_id=command.product_id)
    cart = await open_cart(tx, guest, expected=command.expected_version)
    if cart is None or looked.wanted is None:
        raise NotForSale
    cart.add(looked.wanted, command.quantity, line_id=tx.new_id(), at=tx.now)
    await tx.flush()
    return show(cart.id, cart.version, cart.lines, cart.coupon, offers=looked.offers, empty_in=currency)
