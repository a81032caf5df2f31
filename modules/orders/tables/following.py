"""Takes a step of many orders at once: each hears what happened to it, and all are stored together."""

from collections.abc import Callable, Iterable
from typing import NamedTuple
from uuid import UUID

from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.tables.keeping import Changed, KeepAll, change_in
from modules.orders.tables.stepping import locked_orders
from souk.database import Transaction

Happening = Callable[[Order, Change], None]


class News(NamedTuple):
    """What happened to an order, and the view of the transaction in which that was heard."""

    tx: Transaction
    order_id: UUID
    happen: Happening


async def follow(tx: Transaction, told: Iterable[News], keep: KeepAll) -> None:
    """Tell each order its news, in this order; what is about somebody else's business changes nothing."""
    news = list(told)
    orders = await locked_orders(tx, {each.order_id for each in news})
    changed: list[Changed] = []
    for each in news:
        order = orders.get(each.order_id)
        if order is not None:
            change = change_in(each.tx)
            each.happen(order, change)
            changed.append(Changed(each.tx, order, change))
    if changed:
        await keep.all(tx, changed)
