"""What others hear: of new lines in the ledger, and of what was booked beside them."""

from collections.abc import Iterator

from modules.payments.contracts.events import (
    CustomerAwaited,
    OperationWanted,
    PaymentActionRequired,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentDelayed,
    PaymentFailed,
    PaymentRefunded,
    RefundFailed,
)
from modules.payments.domain.booking import Booked
from modules.payments.domain.ledger import Entry
from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Operation
from modules.payments.domain.payment import LOOK_AGAIN, Payment
from souk.messages import Event


def announcements(payment: Payment, booked: Booked, operation: Operation | None = None) -> Iterator[Event]:
    """Return the events of what was booked; `operation` is what the provider was asked for, if anything."""
    taken = any(entry.happening is Happening.CAPTURED for entry in booked.entries)
    for entry in booked.entries:
        if not (taken and entry.happening is Happening.AUTHORIZED):  # taken says it, and is told at once
            yield from _news(payment, entry)
    if booked.entries and payment.status is Status.ACTION_REQUIRED:
        yield CustomerAwaited(payment_id=payment.id, not_before=payment.changed_at + LOOK_AGAIN)
    if booked.delayed:
        yield PaymentDelayed(payment_id=payment.id, order_id=payment.order_id, reason=booked.delayed)
    if operation is not None and booked.refund_failed:
        yield RefundFailed(
            payment_id=payment.id,
            order_id=payment.order_id,
            refund_id=operation.id,
            amount=operation.amount,
            reason=operation.failure,
        )
    if operation is not None and booked.ask_again_at is not None:
        yield OperationWanted(
            operation_id=operation.id, payment_id=payment.id, not_before=booked.ask_again_at
        )


def _news(payment: Payment, entry: Entry) -> Iterator[Event]:
    """Tell of a line. Voids are told when they have come to their end, doubts as delays."""
    id, order_id = payment.id, payment.order_id
    match entry.happening:
        case Happening.AUTHORIZED:
            yield PaymentAuthorized(payment_id=id, order_id=order_id, amount=entry.amount)
        case Happening.CAPTURED:
            yield PaymentCaptured(
                payment_id=id, order_id=order_id, amount=entry.amount, altogether=payment.captured
            )
        case Happening.FAILED:
            yield PaymentFailed(payment_id=id, order_id=order_id, reason=entry.detail)
        case Happening.ACTION_ASKED:
            yield PaymentActionRequired(payment_id=id, order_id=order_id, action_url=entry.detail)
        case Happening.REFUNDED_A_PART | Happening.REFUNDED_THE_REST:
            refund_id = entry.refund_id or id
            yield PaymentRefunded(
                payment_id=id,
                order_id=order_id,
                refund_id=refund_id,
                amount=entry.amount,
                altogether=payment.refunded,
            )
        case Happening.DOUBTED | Happening.VOIDED:
            pass
