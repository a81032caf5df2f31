"""Put so many of a variant into the cart."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.lines import Quantity
from modules.cart.domain.offers import Looked, NotForSale
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.messages import Command


class AddItem(Command[ShownCart]):
    """A variant, or a product that stands for its only or first one. The same variant adds up."""

    quantity: Quantity
    product_id: UUID | None = None
    variant_id: UUID | None = None
    guest_key: UUID | None = None
    expected_version: int | None = None


async def add_item(tx: Transaction, command: AddItem, *, change: ChangeCart) -> ShownCart:
    def add(cart: Cart, looked: Looked) -> None:
        if looked.wanted is None:
            raise NotForSale
        cart.add(looked.wanted, command.quantity, line_id=tx.new_id(), at=tx.now)

    return await change(
        tx,
        command.guest_key,
        add,
        expected=command.expected_version,
        make=True,
        without=NotForSale(),
        variant_id=command.variant_id,
        product_id=command.product_id,
    )
