"""Take out of the cart what was ordered from it."""

from modules.cart.tables.keeping import keep, lock_one
from modules.orders.contracts.events import OrderPlaced
from souk.database import Transaction


async def empty_ordered_cart(tx: Transaction, event: OrderPlaced) -> None:
    """What was put in since stays. A cart that is gone by now, or none, is nothing to empty."""
    if event.cart_id is None:
        return
    cart = await lock_one(tx, event.cart_id)
    if cart is not None:
        goods = {each.variant_id: each.quantity for each in event.goods}
        cart.order(goods, new_id=tx.new_id(), at=tx.now)
        await keep(tx, cart)
