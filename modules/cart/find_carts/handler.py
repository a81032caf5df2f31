"""Find the actor's own cart, and the guest's that they bring."""

from uuid import UUID

from modules.cart.domain.cart import Cart
from modules.cart.domain.opening import Whose
from modules.cart.tables.keeping import find
from souk.database import Transaction
from souk.messages import Query


class FindCarts(Query[list[Cart]]):
    """Asks for those that are there, in no particular order."""

    guest_key: UUID | None = None


async def find_carts(tx: Transaction, query: FindCarts) -> list[Cart]:
    return await find(tx, Whose(tx.actor.id, query.guest_key))
