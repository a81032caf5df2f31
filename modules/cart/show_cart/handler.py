"""Show the cart at today's prices."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Looked
from modules.cart.domain.showing import ChangeCart, ShownCart
from souk.database import Transaction
from souk.messages import Command


class ShowCart(Command[ShownCart]):
    """A command, because who has just signed in takes along what they put together as a guest."""

    guest_key: UUID | None = None


async def show_cart(tx: Transaction, command: ShowCart, *, change: ChangeCart) -> ShownCart:
    def leave(_: Cart, __: Looked) -> None:
        """What was brought along is in it by now."""

    return await change(tx, command.guest_key, leave)
