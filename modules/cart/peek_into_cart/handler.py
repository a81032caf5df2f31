"""What lies in the actor's cart, and in the guest's cart that they bring along."""

from sqlalchemy import false, or_, select

from modules.cart.contracts.queries import CartContents, CartItem, PeekIntoCart
from modules.cart.tables import carts
from souk.database import Transaction

COLUMNS = select(carts.c.lines, carts.c.version, carts.c.coupon, carts.c.owner_id)


async def peek_into_cart(tx: Transaction, query: PeekIntoCart) -> CartContents:
    keys = {carts.c.owner_id: tx.actor.id, carts.c.guest_key: query.guest_key}
    # Without an id there is no cart, instead of all that have none.
    theirs = or_(*(column == value for column, value in keys.items() if value), false())
    rows = (await tx.execute(COLUMNS.where(theirs).order_by(carts.c.owner_id.nulls_last()))).all()
    own = next((row for row in rows if row.owner_id == tx.actor.id), None)
    items = [CartItem(variant_id=line.variant_id, quantity=line.quantity) for r in rows for line in r.lines]
    return CartContents(
        items=items,
        version=own.version if own else 0,
        coupon=next((row.coupon for row in rows if row.coupon), None),
    )
