"""Cancel an order that has not been sent: take back whatever was done for it."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.errands import Goods
from modules.orders.domain.seeing import SeenOrder, seen
from modules.orders.domain.sending import cancel_part
from modules.orders.domain.undoing import cancel
from modules.orders.domain.waiting import Who, Why
from modules.orders.permissions import CANCEL
from modules.orders.tables.finding import any_order, own_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.messages import Command


class CancelOrder(Command[SeenOrder]):
    """By the customer, as a whole."""

    order_id: UUID
    guest_token: str | None = None


class CallOffOrder(Command[SeenOrder]):
    """By staff: as a whole, or these goods of it."""

    order_id: UUID
    reason: Annotated[str, Meta(min_length=1, max_length=200)]
    goods: tuple[Goods, ...] = ()


async def cancel_order(tx: Transaction, command: CancelOrder, *, keep: Keep) -> SeenOrder:
    order = await own_order(tx, command.order_id, command.guest_token, lock=True)
    change = change_in(tx, Who.CUSTOMER)
    cancel(order, Why.CANCELLED_BY_CUSTOMER, change)
    await keep(tx, order, change)
    return seen(order)


async def call_off_order(tx: Transaction, command: CallOffOrder, *, keep: Keep) -> SeenOrder:
    order = await any_order(tx, command.order_id, lock=True)
    change = change_in(tx, Who.STAFF)
    if command.goods:
        cancel_part(order, command.goods, command.reason, change)
    else:
        cancel(order, Why.CANCELLED_BY_STAFF, change)
    await keep(tx, order, change)
    tx.publish_staff_action(CANCEL, "cancel_order", f"order/{order.id}")
    return seen(order)
