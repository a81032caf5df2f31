"""Staff give money back, in the payment's own currency."""

from uuid import UUID

from modules.payments.contracts.commands import Reason, RefundPayment
from modules.payments.domain.amounts import Typed, in_currency
from modules.payments.domain.payment import Payment
from modules.payments.refund_payment.handler import refund_payment
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


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
