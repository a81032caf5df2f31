"""What lies in the actor's cart, and in the guest's cart that they bring along."""

from modules.cart.contracts.queries import CartContents, CartItem, PeekIntoCart
from modules.cart.domain.opening import Whose
from modules.cart.tables.keeping import find
from souk.database import Transaction


async def peek_into_cart(tx: Transaction, query: PeekIntoCart) -> CartContents:
    """The person's own comes first."""
    found = await find(tx, Whose(tx.actor.id, query.guest_key))
    found.sort(key=lambda cart: cart.owner_id is None)
    items = [
        CartItem(variant_id=line.variant_id, quantity=line.quantity) for cart in found for line in cart.lines
    ]
    own = next((cart for cart in found if cart.owner_id == tx.actor.id), None)
    return CartContents(
        items=items,
        version=own.version if own else 0,
        coupon=next((cart.coupon for cart in found if cart.coupon), None),
    )
