"""Want to give money back: set it aside under the lock, so that no two refunds take the same."""

from modules.payments.contracts.commands import Acknowledged, RefundPayment
from modules.payments.contracts.events import OperationWanted
from modules.payments.domain.operation import Kind, Operation
from modules.payments.domain.payment import Payment
from modules.payments.permissions import REFUND
from souk.database import Transaction
from souk.kernel import NotFound


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
