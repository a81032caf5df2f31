"""What lies in the actor's cart, and in the guest's cart that they bring along."""

from sqlalchemy import bindparam, or_, select

from modules.cart.contracts.queries import CartContents, CartItem, PeekIntoCart
from modules.cart.tables import carts
from souk.database import Transaction

THEIRS = (
    select(carts.c.lines, carts.c.version, carts.c.coupon, carts.c.owner_id)
    .where(or_(carts.c.owner_id == bindparam("owner"), carts.c.guest_key == bindparam("guest")))
    .order_by(carts.c.owner_id.nulls_last())
)
"""Built once, since it is asked before every change. Without an id there is no cart: nothing equals NULL."""


async def peek_into_cart(tx: Transaction, query: PeekIntoCart) -> CartContents:
    rows = (await tx.execute(THEIRS, {"owner": tx.actor.id, "guest": query.guest_key})).all()
    own = next((row for row in rows if row.owner_id == tx.actor.id), None)
    items = [CartItem(variant_id=line.variant_id, quantity=line.quantity) for r in rows for line in r.lines]
    return CartContents(
        items=items,
        version=own.version if own else 0,
        coupon=next((row.coupon for row in rows if row.coupon), None),
    )
