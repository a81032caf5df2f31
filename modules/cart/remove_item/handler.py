"""Take a line out of the cart."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class RemoveItem(Command[ShownCart]):
    """Refused if the line is not there: it may be somebody else's."""

    line_id: UUID
    guest_key: UUID | None = None
    expected_version: int | None = None


async def remove_item(tx: Transaction, command: RemoveItem, *, change: ChangeCart) -> ShownCart:
    def remove(cart: Cart, _: Looked) -> None:
        cart.remove(command.line_id, at=tx.now)

    missing = NotFound("cart")
    return await change(tx, command.guest_key, remove, expected=command.expected_version, without=missing)
