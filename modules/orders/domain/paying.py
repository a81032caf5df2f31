"""What payments tells about an order, and paying again."""

from datetime import datetime
from uuid import UUID

import msgspec

from modules.orders.domain.attempts import Attempt, AttemptState, Method
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import ErrandKind, Task
from modules.orders.domain.facts import Confirmed, PaymentFell
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.stages import Happening, Stage
from modules.orders.domain.undoing import CALLED_OFF, NOT_ASKED, finish_cancelling, voiding_failed, want_void
from modules.orders.domain.waiting import FOR_PROVIDER, Who, Why
from souk.kernel import Money, Refusal

STILL_WAITING = frozenset({Stage.AWAITING_PAYMENT, Stage.AWAITING_CUSTOMER, Stage.PAYMENT_FAILED})
COUNTED = frozenset({AttemptState.AUTHORIZED, AttemptState.CAPTURED})
"""Their money is part of what the order was confirmed by."""
LONGEST_FAILURE = 100


class TooLateToPay(Refusal):
    """The goods are no longer reserved for this order."""


def first_attempt(order: Order, *, id: UUID, method: Method, token: str | None, at: datetime) -> None:
    """Note how the customer wants to pay, before there is anything to charge."""
    _attempt(order, id=id, method=method, token=token, at=at)


def stock_promised(order: Order, change: Change) -> None:
    """Charge, now that the goods are there."""
    if order.move(Happening.STOCK_PROMISED, change):
        want_charge(order, order.attempts[-1], change)


def costs_nothing(order: Order, change: Change) -> None:
    """Its goods are held, which is all there is to wait for: a promise that ends would end unseen."""
    if order.stage is Stage.AWAITING_PAYMENT:
        order.move(Happening.PAID, change)
        change.tell(Confirmed())


def pay_again(order: Order, *, method: Method, token: str | None, change: Change) -> UUID:
    """Try another time, with an attempt of its own; an earlier one that is still open is voided."""
    if order.stage in STILL_WAITING and change.at >= order.pay_by:
        raise TooLateToPay
    open_attempts = [one for one in order.attempts if not one.at_rest]
    order.must_move(Happening.PAYS_AGAIN, change)
    for attempt in open_attempts:
        want_void(order, attempt, change)
    attempt = _attempt(order, id=change.next_id(), method=method, token=token, at=change.at)
    want_charge(order, attempt, change)
    return attempt.id


def want_charge(order: Order, attempt: Attempt, change: Change) -> None:
    change.want(order.id, ErrandKind.CHARGE, Task(payment_id=attempt.id, amount=attempt.amount))


def payment_needs_customer(order: Order, payment_id: UUID, action_url: str, change: Change) -> None:
    attempt = _known(order, payment_id)
    if attempt is None or attempt.state is not AttemptState.ASKED:
        return
    order.put_attempt(
        msgspec.structs.replace(attempt, state=AttemptState.ACTION_REQUIRED, action_url=action_url)
    )
    if _is_latest(order, payment_id):
        order.move(Happening.CUSTOMER_NEEDED, change)


def payment_delayed(order: Order, payment_id: UUID, why: Why, change: Change) -> None:
    """Say why it takes longer. It is payments that sees to it; we give up after a day."""
    if order.stage is Stage.AWAITING_PAYMENT and _is_latest(order, payment_id):
        if order.why is not why:
            order.remember(change, "payment_delayed", why)
        order.wait(why, Who.SYSTEM, order.stage_since + FOR_PROVIDER)


def payment_failed(order: Order, payment_id: UUID, failure: str, change: Change) -> None:
    attempt = _known(order, payment_id)
    if attempt is None or attempt.at_rest or attempt.captured.minor:
        return
    order.put_attempt(msgspec.structs.replace(attempt, state=AttemptState.FAILED, failure=failure))
    order.remember(change, "payment_failed", failure[:LONGEST_FAILURE])
    _money_went(order, payment_id, failure, change)


def payment_authorized(order: Order, payment_id: UUID, change: Change) -> None:
    attempt = _known(order, payment_id)
    if attempt is None or attempt.captured.minor or attempt.state is AttemptState.VOIDED:
        return
    order.put_attempt(msgspec.structs.replace(attempt, state=AttemptState.AUTHORIZED, failure=""))
    _money_came(order, attempt, change)


def payment_captured(
    order: Order, payment_id: UUID, amount: Money, altogether: Money | None, change: Change
) -> None:
    """Count it, once however often it is heard. What was told before anybody said `altogether` is added."""
    attempt = _known(order, payment_id)
    if attempt is None:
        return
    taken = attempt.captured + amount if altogether is None else max(attempt.captured, altogether)
    captured = min(taken, attempt.amount)
    state = attempt.state if attempt.state is AttemptState.VOIDED else AttemptState.CAPTURED
    order.put_attempt(msgspec.structs.replace(attempt, captured=captured, state=state, failure=""))
    order.remember(change, "payment_captured", amount=amount)
    _money_came(order, attempt, change)


def payment_refunded(
    order: Order,
    payment_id: UUID,
    refund_id: UUID,
    amount: Money,
    altogether: Money | None,
    change: Change,
) -> None:
    """Count it, once however often and under whichever id it is heard."""
    attempt = _known(order, payment_id)
    if attempt is None or refund_id in attempt.returned:
        return
    gone = attempt.refunded + amount if altogether is None else max(attempt.refunded, altogether)
    refunded = min(gone, attempt.amount)
    captured = max(attempt.captured, refunded)
    returned = (*attempt.returned, refund_id)
    order.put_attempt(
        msgspec.structs.replace(attempt, captured=captured, refunded=refunded, returned=returned)
    )
    end_refund(order, refund_id, RefundState.DONE, change)
    if order.stage is Stage.CANCELLED and not order.paid.minor:
        order.rest()


def payment_voided(order: Order, payment_id: UUID, change: Change) -> None:
    """It costs the customer nothing, now or later."""
    attempt = _known(order, payment_id)
    if attempt is None:
        return
    order.put_attempt(msgspec.structs.replace(attempt, state=AttemptState.VOIDED, refunded=attempt.captured))
    order.remember(change, "payment_voided", amount=attempt.kept)
    _money_went(order, payment_id, "voided", change)


def never_asked(order: Order, payment_id: UUID | None) -> None:
    """It turned out that there is nothing to charge for, before payments heard of it."""
    attempt = _known(order, payment_id)
    if attempt is not None and attempt.state is AttemptState.ASKED:
        order.put_attempt(msgspec.structs.replace(attempt, state=AttemptState.FAILED, failure=NOT_ASKED))


def refund_failed(order: Order, payment_id: UUID, refund_id: UUID, why: str, change: Change) -> None:
    """It was one that we asked for, or one by which payments meant to void an attempt."""
    if any(one.id == refund_id for one in order.refunds):
        end_refund(order, refund_id, RefundState.FAILED, change, why)
    else:
        voiding_failed(order, payment_id, why, change)


def end_refund(order: Order, refund_id: UUID, state: RefundState, change: Change, why: str = "") -> None:
    """Note what became of a refund that we asked for; one that failed is the staff's to solve."""
    for refund in order.refunds:
        if refund.id == refund_id and refund.state is RefundState.ASKED:
            order.put_refund(msgspec.structs.replace(refund, state=state))
            order.remember(change, f"refund_{state}", why, refund.amount)
            if state is RefundState.FAILED:
                order.wait(Why.NEEDS_STAFF, Who.STAFF, change.at, why)
            elif order.why is Why.NEEDS_STAFF:
                order.rest()


def _money_came(order: Order, before: Attempt, change: Change) -> None:
    """Confirm the order by it, or give it back: nobody pays for nothing, and nobody pays twice."""
    attempt = _known(order, before.id)
    if attempt is None or attempt.state is AttemptState.VOIDED:
        return
    if order.stage in STILL_WAITING:
        _confirm_by(order, attempt, change)
    elif order.stage in CALLED_OFF or before.state not in COUNTED:
        want_void(order, attempt, change)


def _confirm_by(order: Order, attempt: Attempt, change: Change) -> None:
    others = [one for one in order.attempts if one.id != attempt.id and not one.at_rest]
    if attempt.covers.minor + sum(one.covers.minor for one in others) < order.total_minor:
        order.wait(Why.UNDERPAID, Who.STAFF, change.at)
        return
    order.move(Happening.PAID, change)
    change.tell(Confirmed())
    for other in others:
        if other.state not in COUNTED:
            want_void(order, other, change)


def _money_went(order: Order, payment_id: UUID, failure: str, change: Change) -> None:
    """Nothing will come of this attempt: the order is undone, unpaid, or has lost what it counted on."""
    if order.stage is Stage.CANCELLING:
        finish_cancelling(order, change)
    elif order.stage is Stage.CANCELLED:
        order.rest()
    elif order.stage in STILL_WAITING:
        if _is_latest(order, payment_id) and order.move(Happening.DECLINED, change):
            order.detail = failure[:LONGEST_FAILURE]
            change.tell(PaymentFell(payment_id=payment_id, failure=failure))
    elif order.stage not in CALLED_OFF and all(one.at_rest for one in order.attempts):
        order.wait(Why.NEEDS_STAFF, Who.STAFF, change.at, failure[:LONGEST_FAILURE])


def _attempt(order: Order, *, id: UUID, method: Method, token: str | None, at: datetime) -> Attempt:
    zero = Money.zero(order.currency)
    attempt = Attempt(
        id=id, method=method, token=token, amount=order.total, asked_at=at, captured=zero, refunded=zero
    )
    order.put_attempt(attempt)
    return attempt


def _known(order: Order, payment_id: UUID | None) -> Attempt | None:
    return next((one for one in order.attempts if one.id == payment_id), None)


def _is_latest(order: Order, payment_id: UUID) -> bool:
    return bool(order.attempts) and order.attempts[-1].id == payment_id
