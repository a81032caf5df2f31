"""Send the confirmation, unless the order was called off in the meantime: that had a mail of its own."""

from uuid import UUID

from modules.orders.domain.stages import Stage
from modules.orders.tell_customer.handler import write_letter
from souk.database import Transaction
from souk.messages import Job

CALLED_OFF = frozenset({Stage.CANCELLING, Stage.CANCELLED})


class SendConfirmation(Job, wire="orders.send_confirmation.v1"):
    order_id: UUID


def confirmation(order_id: UUID) -> SendConfirmation:
    return SendConfirmation(order_id=order_id)


async def send_confirmation(tx: Transaction, job: SendConfirmation) -> None:
    await write_letter(tx, job.order_id, "orders.placed", id=job.order_id, unless=CALLED_OFF)
