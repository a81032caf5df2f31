"""Goods that come back: asked for by the customer, received by the staff, refunded as they were paid."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

import msgspec

from modules.orders.domain.changes import Change
from modules.orders.domain.errands import ErrandKind, Goods, Task, summed
from modules.orders.domain.facts import CameBack
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Return, ReturnState
from modules.orders.domain.refunding import give_back, worth_of
from modules.orders.domain.sending import line_in
from modules.orders.domain.stages import Happening, NotPossibleNow, Stage
from modules.orders.domain.waiting import TO_ARRIVE, TO_RETURN, Who, Why
from souk.kernel import Money, NotFound, Refusal, Value

WITH_CUSTOMER = frozenset({Stage.FULFILLED, Stage.DELIVERED, Stage.PARTIALLY_RETURNED})


class TooLateToReturn(Refusal):
    """The time to send something back is over."""


class AlreadyReceived(Refusal):
    """This return has been dealt with."""


class CameBackGoods(Value):
    """So many came back; `restock` whether they can be sold again."""

    variant_id: UUID
    quantity: int
    restock: bool


def ask_to_return(order: Order, goods: Sequence[Goods], reason: str, change: Change) -> Return:
    """Announce what is sent back; no more than is with the customer and not announced yet."""
    if order.stage not in WITH_CUSTOMER:
        raise NotPossibleNow(order.stage, Happening.BACK_IN_PART)
    if change.at > _sent_at(order) + TO_ARRIVE + TO_RETURN:
        raise TooLateToReturn
    goods = summed(goods)
    for one in goods:
        line_in(order, one.variant_id).must_be_with_customer(one.quantity + _expected(order, one.variant_id))
    asked = Return(id=change.next_id(), goods=goods, reason=reason, asked_at=change.at)
    order.returns = (*order.returns, asked)
    if order.stage is not Stage.FULFILLED:
        order.wait(Why.RETURN_EXPECTED, Who.STAFF, change.at + TO_ARRIVE)
    return asked


def receive(
    order: Order,
    return_id: UUID,
    came: Sequence[CameBackGoods],
    *,
    refund_shipping: bool,
    change: Change,
) -> Money:
    """Take back what really came: refund it, put on the shelf what can be sold again; return the refund."""
    expected = next((one for one in order.returns if one.id == return_id), None)
    if expected is None:
        raise NotFound("return")
    if expected.state is ReturnState.RECEIVED:
        raise AlreadyReceived
    if order.stage not in WITH_CUSTOMER:
        raise NotPossibleNow(order.stage, Happening.BACK_IN_PART)
    goods = summed([Goods(variant_id=one.variant_id, quantity=one.quantity) for one in came])
    amount = _take_back(order, goods)
    if refund_shipping and not order.shipping_refunded:
        order.shipping_refunded = True
        amount += order.money(order.shipping_minor)
    _restock(order, return_id, came, change)
    if amount.minor:
        give_back(order, amount, expected.reason, change)
    order.put_return(
        msgspec.structs.replace(
            expected, state=ReturnState.RECEIVED, received=goods, received_at=change.at, refund=amount
        )
    )
    _move_back(order, return_id, goods, change)
    return amount


def _take_back(order: Order, goods: Sequence[Goods]) -> Money:
    amount = order.money(0)
    for one in goods:
        line = line_in(order, one.variant_id)
        amount += worth_of(order, line, line.cancelled + line.returned, one.quantity)
        order.put_line(line.take_back(one.quantity))
    return amount


def _restock(order: Order, return_id: UUID, came: Sequence[CameBackGoods], change: Change) -> None:
    sellable = summed(
        [Goods(variant_id=one.variant_id, quantity=one.quantity) for one in came if one.restock]
    )
    if sellable:
        change.want(order.id, ErrandKind.RESTOCK, Task(subject=return_id, goods=sellable))


def _move_back(order: Order, return_id: UUID, goods: tuple[Goods, ...], change: Change) -> None:
    if not goods:
        return
    complete = all(line.with_customer == 0 for line in order.lines)
    order.move(Happening.BACK if complete else Happening.BACK_IN_PART, change)
    change.tell(CameBack(return_id=return_id, goods=goods, complete=complete))
    if any(one.state is ReturnState.EXPECTED for one in order.returns):
        order.wait(Why.RETURN_EXPECTED, Who.STAFF, change.at + TO_ARRIVE)


def _expected(order: Order, variant_id: UUID) -> int:
    return sum(
        goods.quantity
        for one in order.returns
        if one.state is ReturnState.EXPECTED
        for goods in one.goods
        if goods.variant_id == variant_id
    )


def _sent_at(order: Order) -> datetime:
    return max(parcel.sent_at for parcel in order.parcels)
