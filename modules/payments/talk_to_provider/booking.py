"""Booking what the provider said, under the payment's lock."""

from collections.abc import Sequence
from datetime import timedelta
from uuid import UUID

from sqlalchemy import exists, select

from modules.payments.contracts.events import (
    CustomerAwaited,
    OperationWanted,
    PaymentDelayed,
    PaymentVoided,
    RefundFailed,
)
from modules.payments.domain.found import Found
from modules.payments.domain.ledger import Entry
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from modules.payments.tables import operations
from modules.payments.talk_to_provider.announcing import news_of
from modules.payments.talk_to_provider.performing import Answer
from souk.database import Transaction
from souk.kernel import NotFound

LOOK_AGAIN = timedelta(seconds=60)
LONGEST_PAUSE = timedelta(seconds=30)
AWAY = "provider_unavailable"
UNKNOWN = "outcome_unknown"


async def locked(tx: Transaction, payment_id: UUID) -> Payment:
    payment = await tx.get(Payment, payment_id, lock=True)
    if payment is None:
        raise NotFound("payment")
    return payment


async def book_answer(
    tx: Transaction, answer: Answer, *, operation_id: UUID, payment_id: UUID, again: timedelta, asked: bool
) -> None:
    """End the operation, or arrange for asking again. `asked` says that it had been sent before."""
    payment = await locked(tx, payment_id)
    operation = await tx.get(Operation, operation_id)
    if operation is None or not operation.open:
        return
    news = learn(tx, payment, answer.found)
    if answer.away or answer.unknown:
        _ask_later(tx, payment, operation, answer, again, asked=asked)
    elif answer.refused:
        _refused(tx, payment, operation, answer.refused, news)
    else:
        _done(tx, payment, operation, answer.found)
    await tx.flush()
    if news or not answer.refused:
        await go_on(tx, payment)


def learn(tx: Transaction, payment: Payment, found: Found | None) -> Sequence[Entry]:
    """Write the lines that the books lack, and tell the others."""
    news = payment.learn(found, tx.now) if found else []
    for entry in news:
        _write(tx, payment, entry)
    if news and payment.status is Status.ACTION_REQUIRED:
        tx.publish(CustomerAwaited(payment_id=payment.id, not_before=tx.now + LOOK_AGAIN))
    return news


async def go_on(tx: Transaction, payment: Payment) -> None:
    """Take the next step of a void, or tell that it has come to its end."""
    if not payment.void_wanted or payment.void_told:
        return
    if payment.costs_nothing:
        payment.void_told = True
        tx.publish(PaymentVoided(payment_id=payment.id, order_id=payment.order_id))
        return
    under_way = exists().where(operations.c.payment_id == payment.id, operations.c.ended_at.is_(None))
    step = payment.next_towards_nothing()
    if step is None or await tx.scalar(select(under_way)):
        return
    kind, amount = step
    if kind is Kind.REFUND:
        payment.want_refund(amount)
    operation = Operation.wanted(
        id=tx.new_id(), payment_id=payment.id, kind=kind, amount=amount, reason="voided", at=tx.now
    )
    tx.add(operation)
    tx.publish(OperationWanted(operation_id=operation.id, payment_id=payment.id))


def _ask_later(
    tx: Transaction, payment: Payment, operation: Operation, answer: Answer, again: timedelta, *, asked: bool
) -> None:
    age = tx.now - operation.wanted_at
    at = max(tx.now + max(again, min(age / 4, LONGEST_PAUSE)), answer.away_until or tx.now)
    if answer.away and not asked:
        operation.progress = Progress.WANTED
    if answer.unknown and operation.kind is Kind.CHARGE:
        for entry in payment.doubt(tx.now):
            _write(tx, payment, entry)
    reason = AWAY if answer.away else UNKNOWN
    if payment.delay != reason:
        payment.delay = reason
        tx.publish(PaymentDelayed(payment_id=payment.id, order_id=payment.order_id, reason=reason))
    tx.publish(OperationWanted(operation_id=operation.id, payment_id=payment.id, not_before=at))


def _refused(
    tx: Transaction, payment: Payment, operation: Operation, reason: str, news: Sequence[Entry]
) -> None:
    operation.end(Progress.REFUSED, tx.now, reason)
    payment.delay = ""
    if operation.kind is Kind.REFUND:
        payment.end_refund(operation)
        _tell_of_failed_refund(tx, payment, operation)
    elif operation.kind is Kind.CHARGE and not news:
        for entry in payment.fail(reason, tx.now):
            _write(tx, payment, entry)


def _done(tx: Transaction, payment: Payment, operation: Operation, found: Found | None) -> None:
    payment.delay = ""
    if operation.kind is not Kind.REFUND:
        operation.end(Progress.DONE, tx.now)
        return
    refunds = found.refunds if found else ()
    failure = next((r.failure or "refused" for r in refunds if r.refund_id == operation.id and r.failed), "")
    operation.end(Progress.REFUSED if failure else Progress.DONE, tx.now, failure)
    payment.end_refund(operation)
    if failure:
        _tell_of_failed_refund(tx, payment, operation)


def _tell_of_failed_refund(tx: Transaction, payment: Payment, operation: Operation) -> None:
    tx.publish(
        RefundFailed(
            payment_id=payment.id,
            order_id=payment.order_id,
            refund_id=operation.id,
            amount=operation.amount,
            reason=operation.failure,
        )
    )


def _write(tx: Transaction, payment: Payment, entry: Entry) -> None:
    tx.add(entry)
    event = news_of(payment, entry)
    if event is not None:
        tx.publish(event)
