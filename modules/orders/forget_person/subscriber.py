"""Hears UserErased: the orders stay, and nothing in them tells whose they were."""

from sqlalchemy import delete, select

from modules.orders.domain.order import Order
from modules.orders.tables import notes, orders
from modules.users.contracts.events import UserErased
from souk.database import Transaction


async def forget_person(tx: Transaction, event: UserErased) -> None:
    """An order that is still under way is forgotten once it is over: until then somebody has to send it."""
    theirs = select(Order).where(orders.c.person_id == event.user_id).order_by(orders.c.id)
    for order in (await tx.execute(theirs.with_for_update())).scalars():
        await tx.execute(delete(notes).where(notes.c.order_id == order.id))
        if order.is_over:
            order.forget()
        else:
            order.forgets = True
