"""Undoing an order: each step that was taken has its way back, and Cancelled means that all are done."""

from uuid import UUID

import msgspec

from modules.orders.domain.attempts import Attempt, AttemptState
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import ErrandKind, Task
from modules.orders.domain.facts import CalledOff
from modules.orders.domain.order import Order
from modules.orders.domain.stages import Happening, Stage
from modules.orders.domain.waiting import STAFF_AGAIN, Who, Why

NOT_ASKED = "never_asked"
CALLED_OFF = frozenset({Stage.CANCELLING, Stage.CANCELLED})


def cancel(order: Order, why: Why, change: Change) -> None:
    """Take back what was promised and paid; refused once something was sent."""
    order.must_move(Happening.CANCELLED, change, why)
    undo(order, change)


def stock_refused(order: Order, change: Change) -> None:
    """There is too little: nothing was promised or asked for yet, so nothing needs undoing."""
    if order.move(Happening.STOCK_REFUSED, change, Why.OUT_OF_STOCK):
        order.stock_released = True
        for attempt in order.attempts:
            order.put_attempt(msgspec.structs.replace(attempt, state=AttemptState.FAILED, failure=NOT_ASKED))
        change.tell(CalledOff(why=order.why))


def stock_lost(order: Order, change: Change) -> None:
    """The promise ended before we could charge: nobody pays for goods that are not there."""
    if order.move(Happening.STOCK_LOST, change, Why.STOCK_LOST):
        undo(order, change)


def stock_released(order: Order, change: Change) -> None:
    """The promise is taken back, as was asked."""
    order.stock_released = True
    if order.stage is Stage.CANCELLING:
        finish_cancelling(order, change)


def needs_staff(order: Order, detail: str, change: Change) -> None:
    """Another module will not do what we want of it, however often we ask: somebody has to look."""
    if order.stage in CALLED_OFF:
        undoing_failed(order, detail, change)
    else:
        order.wait(Why.NEEDS_STAFF, Who.STAFF, change.at, detail)


def undoing_failed(order: Order, detail: str, change: Change) -> None:
    """It stays cancelled for the reason it was; what is left undone is the staff's, and tried again daily."""
    order.wait(order.why, Who.STAFF, change.at + STAFF_AGAIN, detail)


def voiding_failed(order: Order, payment_id: UUID, detail: str, change: Change) -> None:
    """The provider will not give back what an attempt brought that we wanted void."""
    attempt = next((one for one in order.attempts if one.id == payment_id), None)
    if attempt is None or (attempt.at_rest and not attempt.kept.minor):
        return
    order.remember(change, "void_failed", detail, attempt.kept)
    needs_staff(order, detail, change)


def undo(order: Order, change: Change) -> None:
    """Want every step back that may have been taken. The others take it that some never happened."""
    change.want(order.id, ErrandKind.RELEASE, Task())
    for attempt in order.attempts:
        if not attempt.at_rest:
            want_void(order, attempt, change)


def want_void(order: Order, attempt: Attempt, change: Change) -> None:
    change.want(order.id, ErrandKind.VOID, Task(payment_id=attempt.id, note=order.why))


def finish_cancelling(order: Order, change: Change) -> None:
    """Be cancelled once no goods are promised and no money is with us or on its way."""
    if order.stock_released and all(one.at_rest for one in order.attempts):
        order.move(Happening.UNDONE, change)
        change.tell(CalledOff(why=order.why))
