"""Want to take what was authorized; of several who want it at once, one gets it."""

from uuid import UUID

from sqlalchemy import exists, select

from modules.payments.contracts.commands import Acknowledged, CapturePayment
from modules.payments.contracts.events import OperationWanted
from modules.payments.domain.amounts import Typed, in_currency
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import NothingToTake, Payment
from modules.payments.permissions import CAPTURE
from modules.payments.tables import operations
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


async def capture_payment(tx: Transaction, command: CapturePayment) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id, lock=True)
    if payment is None:
        raise NotFound("payment")
    amount = payment.want_capture(command.amount)
    under_way = exists().where(operations.c.payment_id == payment.id, operations.c.ended_at.is_(None))
    if await tx.scalar(select(under_way)):
        raise NothingToTake
    operation = Operation.wanted(
        id=tx.new_id(), payment_id=payment.id, kind=Kind.CAPTURE, amount=amount, reason="", at=tx.now
    )
    tx.add(operation)
    tx.publish(OperationWanted(operation_id=operation.id, payment_id=payment.id))
    tx.publish_staff_action(CAPTURE, "capture_payment", f"payment/{payment.id}")
    return Acknowledged()


class CaptureByHand(Command[Acknowledged]):
    payment_id: UUID
    amount: Typed | None = None


async def capture_by_hand(tx: Transaction, command: CaptureByHand) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id)
    if payment is None:
        raise NotFound("payment")
    amount = in_currency(command.amount, payment.amount.currency) if command.amount else None
    return await capture_payment(tx, CapturePayment(payment_id=payment.id, amount=amount))
