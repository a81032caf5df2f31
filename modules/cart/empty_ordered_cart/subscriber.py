"""Take out of carts what was ordered from them."""

from modules.cart.tables.keeping import keep_all, lock_all
from modules.orders.contracts.events import OrderPlaced
from souk.database import Transaction
from souk.modules import Heard


async def empty_ordered_cart(tx: Transaction, heard: list[Heard[OrderPlaced]]) -> None:
    """What was put in since stays. A cart that is gone by now, or none, is nothing to empty."""
    placed = {one.event.cart_id: one for one in reversed(heard) if one.event.cart_id is not None}
    carts = await lock_all(tx, placed)
    for id, cart in carts.items():
        goods = {each.variant_id: each.quantity for each in placed[id].event.goods}
        cart.order(goods, new_id=tx.new_id(), at=tx.now)
    await keep_all(tx, carts.values())
