"""Want to give money back: set it aside under the lock, so that no two refunds take the same."""

from uuid import UUID

from modules.payments.contracts.commands import Acknowledged, Reason, RefundPayment
from modules.payments.contracts.events import OperationWanted
from modules.payments.domain.amounts import Typed, in_currency
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import Payment
from modules.payments.permissions import REFUND
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


async def refund_payment(tx: Transaction, command: RefundPayment) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id, lock=True)
    if payment is None:
        raise NotFound("payment")
    if await tx.get(Operation, command.refund_id) is not None:
        return Acknowledged()
    payment.want_refund(command.amount)
    tx.add(
        Operation.wanted(
            id=command.refund_id,
            payment_id=payment.id,
            kind=Kind.REFUND,
            amount=command.amount,
            reason=command.reason,
            at=tx.now,
        )
    )
    tx.publish(OperationWanted(operation_id=command.refund_id, payment_id=payment.id))
    tx.publish_staff_action(REFUND, "refund_payment", f"payment/{payment.id} refund/{command.refund_id}")
    return Acknowledged()


class RefundByHand(Command[UUID]):
    """The answer is the refund's id."""

    payment_id: UUID
    amount: Typed
    reason: Reason


async def refund_by_hand(tx: Transaction, command: RefundByHand) -> UUID:
    payment = await tx.get(Payment, command.payment_id)
    if payment is None:
        raise NotFound("payment")
    refund_id = tx.new_id()
    await refund_payment(
        tx,
        RefundPayment(
            refund_id=refund_id,
            payment_id=payment.id,
            amount=in_currency(command.amount, payment.amount.currency),
            reason=command.reason,
        ),
    )
    return refund_id
