"""Staff void a payment that is there; they leave no tombstones."""

from uuid import UUID

from modules.payments.contracts.commands import Acknowledged, Reason, VoidPayment
from modules.payments.domain.payment import Payment
from modules.payments.void_payment.handler import void_payment
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class VoidByHand(Command[Acknowledged]):
    payment_id: UUID
    reason: Reason


async def void_by_hand(tx: Transaction, command: VoidByHand) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id)
    if payment is None or not payment.provider:
        raise NotFound("payment")
    return await void_payment(
        tx, VoidPayment(payment_id=payment.id, order_id=payment.order_id, reason=command.reason)
    )
