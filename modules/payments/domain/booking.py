"""What to write down once the provider was asked: pure, so that every case can be tested without one."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from modules.payments.domain.errands import Answer
from modules.payments.domain.ledger import Entry
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from souk.kernel import Value

AWAY = "provider_unavailable"
UNKNOWN = "outcome_unknown"
LONGEST_PAUSE = timedelta(seconds=30)


class Booked(Value):
    """What came of it: new lines, when to ask again, and what others must hear beside the lines."""

    entries: Sequence[Entry] = ()
    ask_again_at: datetime | None = None
    delayed: str = ""
    refund_failed: bool = False


def book(
    payment: Payment,
    operation: Operation,
    answer: Answer,
    *,
    at: datetime,
    again: timedelta,
    asked_before: bool,
) -> Booked:
    """Bring payment and operation up to the answer. `asked_before` says that it had been sent earlier."""
    news = payment.learn(answer.found, at) if answer.found else []
    if answer.away or answer.unknown:
        return _later(payment, operation, answer, news, at=at, again=again, asked_before=asked_before)
    payment.delay = ""
    if answer.refused and operation.kind is Kind.CHARGE and not news:
        news = payment.fail(answer.refused, at)
    failure = answer.refused or _failed_refund(operation, answer)
    operation.end(Progress.REFUSED if failure else Progress.DONE, at, failure)
    if operation.kind is Kind.CHARGE:
        payment.token = ""  # it has served; what is not kept cannot be lost
    if operation.kind is Kind.REFUND:
        payment.end_refund(operation)
    return Booked(entries=news, refund_failed=bool(failure) and operation.kind is Kind.REFUND)


def _later(
    payment: Payment,
    operation: Operation,
    answer: Answer,
    news: list[Entry],
    *,
    at: datetime,
    again: timedelta,
    asked_before: bool,
) -> Booked:
    """Arrange for asking again: soon at first, ever later, and never before the provider has rested."""
    if answer.away and not asked_before:
        operation.progress = Progress.WANTED
    if answer.unknown and operation.kind is Kind.CHARGE:
        news = [*news, *payment.doubt(at)]
    reason = AWAY if answer.away else UNKNOWN
    told = payment.delay == reason
    payment.delay = reason
    pause = max(again, min((at - operation.wanted_at) / 4, LONGEST_PAUSE))
    return Booked(
        entries=news,
        ask_again_at=max(at + pause, answer.away_until or at),
        delayed="" if told else reason,
    )


def _failed_refund(operation: Operation, answer: Answer) -> str:
    refunds = answer.found.refunds if answer.found else ()
    mine = (refund for refund in refunds if refund.refund_id == operation.id and refund.failed)
    return next((refund.failure or "refused" for refund in mine), "")
