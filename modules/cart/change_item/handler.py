"""Have another number of something in the cart."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.cart.domain.cart import Cart
from modules.cart.domain.lines import MOST_OF_ONE
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class ChangeItem(Command[ShownCart]):
    """None of it takes the line out."""

    line_id: UUID
    quantity: Annotated[int, Meta(ge=0, le=MOST_OF_ONE)]
    guest_key: UUID | None = None
    expected_version: int | None = None


async def change_item(tx: Transaction, command: ChangeItem, *, change: ChangeCart) -> ShownCart:
    def count(cart: Cart, looked: Looked) -> None:
        cart.count(command.line_id, command.quantity, looked.offers, at=tx.now)

    missing = NotFound("cart")
    return await change(tx, command.guest_key, count, expected=command.expected_version, without=missing)
