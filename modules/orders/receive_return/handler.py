"""Receive a return: refund what came, put on the shelf what can be sold again."""

from uuid import UUID

from modules.orders.domain.returning import CameBackGoods, receive
from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.domain.waiting import Who
from modules.orders.permissions import RETURN
from modules.orders.tables.finding import any_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.messages import Command


class ReceiveReturn(Command[SeenOrder]):
    order_id: UUID
    return_id: UUID
    came: tuple[CameBackGoods, ...]
    refund_shipping: bool = False


async def receive_return(tx: Transaction, command: ReceiveReturn, *, keep: Keep) -> SeenOrder:
    order = await any_order(tx, command.order_id, lock=True)
    change = change_in(tx, Who.STAFF)
    receive(order, command.return_id, command.came, refund_shipping=command.refund_shipping, change=change)
    await keep(tx, order, change)
    tx.publish_staff_action(RETURN, "receive_return", f"order/{order.id}")
    return seen(order)
