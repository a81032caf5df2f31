"""Take out of the cart what was ordered from it."""

from sqlalchemy import select

from modules.cart.domain.cart import Cart
from modules.cart.tables import carts
from modules.orders.contracts.events import OrderPlaced
from souk.database import Transaction


async def empty_ordered_cart(tx: Transaction, event: OrderPlaced) -> None:
    """What was put in since stays. A cart that is gone by now, or none, is nothing to empty."""
    if event.cart_id is None:
        return
    cart: Cart | None = await tx.scalar(select(Cart).where(carts.c.id == event.cart_id).with_for_update())
    if cart is not None:
        goods = {each.variant_id: each.quantity for each in event.goods}
        cart.order(goods, new_id=tx.new_id(), at=tx.now)
