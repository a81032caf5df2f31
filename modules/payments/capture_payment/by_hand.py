"""Staff take what was authorized, in the payment's own currency."""

from uuid import UUID

from modules.payments.capture_payment.handler import capture_payment
from modules.payments.contracts.commands import Acknowledged, CapturePayment
from modules.payments.domain.amounts import Typed, in_currency
from modules.payments.domain.payment import Payment
from souk.database import Transaction
from souk.kernel import NotFound
from souk.messages import Command


class CaptureByHand(Command[Acknowledged]):
    payment_id: UUID
    amount: Typed | None = None


async def capture_by_hand(tx: Transaction, command: CaptureByHand) -> Acknowledged:
    payment = await tx.get(Payment, command.payment_id)
    if payment is None:
        raise NotFound("payment")
    amount = in_currency(command.amount, payment.amount.currency) if command.amount else None
    return await capture_payment(tx, CapturePayment(payment_id=payment.id, amount=amount))
