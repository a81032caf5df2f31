"""Look after every order that waits too long, each in a transaction of its own."""

from modules.orders.look_after_orders.handler import FindOverdue, LookAfterOrder
from souk.database import Transaction
from souk.messages import Job


class LookAfterOrders(Job, wire="orders.look_after_orders.v1"):
    """Every minute: expire what was not paid, remind of what was not done, deliver what was sent long ago."""


async def look_after_orders(tx: Transaction, _: LookAfterOrders) -> None:
    for id in await tx.ask(FindOverdue()):
        await tx.do(LookAfterOrder(order_id=id))
