"""Looking after an order that has waited too long: it moves on, or waits on with a new date."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from modules.orders.domain import paying
from modules.orders.domain.attempts import Attempt, AttemptState
from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.domain.sending import arrive
from modules.orders.domain.stages import Stage
from modules.orders.domain.undoing import cancel, finish_cancelling, want_void
from modules.orders.domain.waiting import FOR_OTHERS, FOR_PROVIDER, RESERVED_FOR, STAFF_AGAIN, Who, Why
from souk.kernel import Money, Value

GIVEN_BACK = UUID("7c1c2a54-0d52-5f0e-9c2c-7c9a0c1b4b7e")


class Known(Value):
    """What payments says of one attempt now, whatever was heard of it before."""

    payment_id: UUID
    status: str
    captured: Money
    refunded: Money
    failure: str = ""


def look_after(order: Order, told: Sequence[Known], change: Change) -> None:
    """Take in what payments says, then do what is due."""
    for known in told:
        _take_in(order, known, change)
    if order.next_by is None or order.next_by > change.at:
        return
    match order.stage:
        case Stage.AWAITING_STOCK if change.at >= order.placed_at + RESERVED_FOR:
            cancel(order, Why.STOCK_LOST, change)
        case Stage.AWAITING_PAYMENT if change.at >= order.stage_since + FOR_PROVIDER:
            cancel(order, Why.PROVIDER_AWAY_TOO_LONG, change)
        case Stage.AWAITING_CUSTOMER | Stage.PAYMENT_FAILED:
            cancel(order, Why.NOT_PAID_IN_TIME, change)
        case Stage.FULFILLED:
            arrive(order, change)
        case Stage.CANCELLING:
            _finish(order, change)
        case _:
            _wait_on(order, change)


def _take_in(order: Order, known: Known, change: Change) -> None:
    """Catch up with what was not heard. What was heard already changes nothing."""
    attempt = next((one for one in order.attempts if one.id == known.payment_id), None)
    if attempt is None:
        return
    if known.captured > attempt.captured:
        more = known.captured - attempt.captured
        paying.payment_captured(order, attempt.id, more, known.captured, change)
    if known.refunded > attempt.refunded:
        given_back = uuid5(GIVEN_BACK, f"{attempt.id}:{known.refunded.minor}")
        more = known.refunded - attempt.refunded
        paying.payment_refunded(order, attempt.id, given_back, more, known.refunded, change)
    _take_in_status(order, attempt, known, change)


def _take_in_status(order: Order, attempt: Attempt, known: Known, change: Change) -> None:
    if known.status == "authorized" and attempt.state is not AttemptState.AUTHORIZED:
        paying.payment_authorized(order, attempt.id, change)
    if known.status == "failed":
        paying.payment_failed(order, attempt.id, known.failure, change)
    if known.status == "voided" and attempt.state is not AttemptState.VOIDED:
        paying.payment_voided(order, attempt.id, change)


def _finish(order: Order, change: Change) -> None:
    """Ask again for what should be undone by now; who is asked twice does it once."""
    for attempt in order.attempts:
        if not attempt.at_rest:
            want_void(order, attempt, change)
    finish_cancelling(order, change)
    if order.stage is Stage.CANCELLING:
        _wait_on(order, change)


def _wait_on(order: Order, change: Change) -> None:
    patience = STAFF_AGAIN if order.next_who is Who.STAFF else FOR_OTHERS
    order.next_by = change.at + patience
