"""Give back an amount of what was paid."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.parcels import Refund
from modules.orders.domain.refunding import refund
from modules.orders.domain.waiting import Who
from modules.orders.permissions import REFUND
from modules.orders.tables.finding import any_order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction
from souk.kernel import Money
from souk.messages import Command


class RefundOrder(Command[list[Refund]]):
    """The amount in the order's own currency, as the client wrote it."""

    order_id: UUID
    amount: Annotated[str, Meta(max_length=40)]
    reason: Annotated[str, Meta(min_length=1, max_length=200)]


async def refund_order(tx: Transaction, command: RefundOrder, *, keep: Keep) -> list[Refund]:
    """Several payments may have to give a part each."""
    order = await any_order(tx, command.order_id, lock=True)
    change = change_in(tx, Who.STAFF)
    amount = Money.parse(command.amount, order.currency)
    made = refund(order, amount, command.reason, change)
    await keep(tx, order, change)
    tx.publish_staff_action(REFUND, "refund_order", f"order/{order.id}")
    return list(made)
