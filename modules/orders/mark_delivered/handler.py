"""Note that an order has arrived, before its time for that is over."""

from uuid import UUID

from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.domain.sending import arrive
from modules.orders.domain.waiting import Who
from modules.orders.permissions import FULFIL
from modules.orders.tables.finding import any_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.messages import Command


class MarkDelivered(Command[SeenOrder]):
    order_id: UUID


async def mark_delivered(tx: Transaction, command: MarkDelivered, *, keep: Keep) -> SeenOrder:
    order = await any_order(tx, command.order_id, lock=True)
    change = change_in(tx, Who.STAFF)
    arrive(order, change)
    await keep(tx, order, change)
    tx.publish_staff_action(FULFIL, "mark_delivered", f"order/{order.id}")
    return seen(order)
