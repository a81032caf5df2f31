"""Hears what a customer should know, and writes of it: failures, cancellations, parcels."""

from uuid import UUID

from modules.orders.contracts.events import OrderCancelled, OrderFulfilled, OrderPaymentFailed
from modules.orders.tell_customer.handler import write_letter
from modules.orders.tell_customer.job import CALLED_OFF
from souk.database import Transaction


async def write_of_cancellation(tx: Transaction, event: OrderCancelled) -> None:
    await write_letter(
        tx,
        event.order_id,
        "orders.cancelled",
        id=_told_by(tx, event.order_id),
        values={"reason": event.reason},
    )


async def write_of_failed_payment(tx: Transaction, event: OrderPaymentFailed) -> None:
    id = event.payment_id
    await write_letter(tx, event.order_id, "orders.payment_failed", id=id, unless=CALLED_OFF)


async def write_of_parcel(tx: Transaction, event: OrderFulfilled) -> None:
    await write_letter(tx, event.order_id, "orders.parcel_sent", id=event.parcel_id)


def _told_by(tx: Transaction, otherwise: UUID) -> UUID:
    """Return the id of the event that is heard."""
    return tx.context.causation or otherwise
