"""Sending what was ordered, in one parcel or in several; and not sending a part of it."""

from collections.abc import Sequence
from uuid import UUID

from modules.orders.domain.attempts import AttemptState
from modules.orders.domain.changes import Change
from modules.orders.domain.errands import ErrandKind, Goods, Task, summed
from modules.orders.domain.facts import Arrived, PartlyCalledOff, SentOff
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Parcel, RefundState
from modules.orders.domain.refunding import give_back, worth_of
from modules.orders.domain.stages import Happening, NotPossibleNow, Stage
from modules.orders.domain.undoing import cancel
from modules.orders.domain.waiting import Why
from souk.kernel import Money, NotFound

BEING_SENT = frozenset({Stage.READY_TO_FULFIL, Stage.PARTIALLY_FULFILLED})


class NotInThisOrder(NotFound):
    """Such a variant was not ordered."""

    def __init__(self) -> None:
        super().__init__("line in this order")


def send(order: Order, parcel: Parcel, change: Change) -> None:
    """Let a parcel leave the house: its stock is gone, and what was only reserved of the money is taken."""
    if order.stage not in BEING_SENT:
        raise NotPossibleNow(order.stage, Happening.SENT_IN_PART)
    first = not order.parcels
    for goods in parcel.goods:
        order.put_line(line_in(order, goods.variant_id).send(goods.quantity))
    order.parcels = (*order.parcels, parcel)
    change.want(order.id, ErrandKind.COMMIT, Task(subject=parcel.id, goods=parcel.goods))
    if first:
        _want_capture(order, change)
    complete = all(line.waiting == 0 for line in order.lines)
    order.move(Happening.SENT if complete else Happening.SENT_IN_PART, change)
    change.tell(SentOff(parcel_id=parcel.id, goods=parcel.goods, complete=complete))
    if complete:
        _want_record(order, change)


def cancel_part(order: Order, goods: Sequence[Goods], reason: str, change: Change) -> Money:
    """Do not send these: release them and give back what they cost. All of it is the whole order."""
    if order.stage not in BEING_SENT:
        raise NotPossibleNow(order.stage, Happening.REST_CANCELLED)
    goods = summed(goods)
    before = order.lines
    for one in goods:
        order.put_line(line_in(order, one.variant_id).cancel(one.quantity))
    left = sum(line.waiting for line in order.lines)
    if not left and not order.parcels:
        order.lines = before
        amount = order.paid
        cancel(order, Why.CANCELLED_BY_STAFF, change)
        return amount
    amount = sum(
        (
            worth_of(order, old, old.cancelled + old.returned, new.cancelled - old.cancelled)
            for old, new in zip(before, order.lines, strict=True)
        ),
        start=order.money(0),
    )
    change.want(order.id, ErrandKind.RELEASE, Task(goods=goods))
    give_back(order, amount, reason, change)
    change.tell(PartlyCalledOff(goods=goods))
    if not left:
        order.move(Happening.REST_CANCELLED, change)
        _want_record(order, change)
    return amount


def arrive(order: Order, change: Change) -> None:
    """Everything is there: staff say so, or enough time has passed."""
    order.must_move(Happening.ARRIVED, change)
    change.tell(Arrived())


def line_in(order: Order, variant_id: UUID) -> OrderLine:
    """Return the line of that variant; refuses what was not ordered."""
    line = order.line_of(variant_id)
    if line is None:
        raise NotInThisOrder
    return line


def _want_capture(order: Order, change: Change) -> None:
    """Take what was only authorized, less what was let go of in the meantime."""
    for attempt in order.attempts:
        if attempt.state is AttemptState.AUTHORIZED:
            gone = sum(
                one.amount.minor
                for one in order.refunds
                if one.payment_id == attempt.id and one.state is RefundState.LET_GO
            )
            amount = order.money(attempt.amount.minor - gone)
            change.want(order.id, ErrandKind.CAPTURE, Task(payment_id=attempt.id, amount=amount))


def _want_record(order: Order, change: Change) -> None:
    if order.person_id is not None:
        change.want(order.id, ErrandKind.RECORD_PURCHASE, Task(subject=order.person_id))
