"""What others hear of a new line in the ledger."""

from modules.payments.contracts.events import (
    PaymentActionRequired,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentFailed,
    PaymentRefunded,
)
from modules.payments.domain.ledger import Entry
from modules.payments.domain.lifecycle import Happening
from modules.payments.domain.payment import Payment
from souk.messages import Event


def news_of(payment: Payment, entry: Entry) -> Event | None:
    """Return the event, if it is anybody's business. Voids are told when they have come to their end."""
    who = {"payment_id": payment.id, "order_id": payment.order_id}
    match entry.happening:
        case Happening.AUTHORIZED:
            return PaymentAuthorized(**who, amount=entry.amount)
        case Happening.CAPTURED:
            return PaymentCaptured(**who, amount=entry.amount)
        case Happening.FAILED:
            return PaymentFailed(**who, reason=entry.detail)
        case Happening.ACTION_ASKED:
            return PaymentActionRequired(**who, action_url=entry.detail)
        case Happening.REFUNDED_A_PART | Happening.REFUNDED_THE_REST:
            refund_id = entry.refund_id or payment.id
            return PaymentRefunded(**who, refund_id=refund_id, amount=entry.amount)
        case Happening.DOUBTED | Happening.VOIDED:
            return None
