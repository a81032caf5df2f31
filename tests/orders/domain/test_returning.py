"""Returning: announced by the customer, received by the staff, refunded as it was paid."""

from datetime import timedelta

import pytest

from modules.orders.domain.errands import ErrandKind
from modules.orders.domain.facts import CameBack
from modules.orders.domain.lines import TooMany
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Return, ReturnState
from modules.orders.domain.returning import (
    AlreadyReceived,
    CameBackGoods,
    TooLateToReturn,
    ask_to_return,
    receive,
)
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow, Stage
from modules.orders.domain.waiting import Who, Why
from souk.kernel import NotFound, new_id
from tests.orders.domain.made import NOON, arrived, change, paid, sent, some, wanted


def asked(of: Order, *counts: int) -> Return:
    return ask_to_return(of, some(of, *counts), "too small", change())


def came(of: Order, *counts: int, restock: bool = True) -> list[CameBackGoods]:
    return [
        CameBackGoods(variant_id=goods.variant_id, quantity=goods.quantity, restock=restock)
        for goods in some(of, *counts)
    ]


def test_what_is_announced_is_waited_for():
    made = arrived()
    one = asked(made, 1)
    assert (one.state, made.why, made.next_who) == (ReturnState.EXPECTED, Why.RETURN_EXPECTED, Who.STAFF)


def test_an_order_on_its_way_still_waits_for_its_arrival_first():
    made = sent()
    asked(made, 1)
    assert made.why is Why.ON_ITS_WAY


def test_nothing_is_announced_that_is_not_with_the_customer():
    with pytest.raises(NotPossibleNow):
        asked(paid(), 1)
    made = arrived((1000, 2))
    asked(made, 1)
    with pytest.raises(TooMany):
        asked(made, 2)  # one of both is announced already
    with pytest.raises(NotInThisOrder):
        ask_to_return(made, some(arrived(), 1), "not mine", change())


def test_it_is_announced_within_30_days_of_the_latest_arrival():
    made, last = arrived(), NOON + timedelta(days=44)
    ask_to_return(made, some(made, 1), "too small", change(last))
    with pytest.raises(TooLateToReturn):
        ask_to_return(made, some(made, 1), "too small", change(last + timedelta(seconds=1)))


def test_a_part_that_came_back_is_refunded_and_put_on_the_shelf():
    made = arrived((1000, 3))
    one, now = asked(made, 1), change()
    assert receive(made, one.id, came(made, 1), refund_shipping=False, change=now) == made.money(1000)
    assert (made.stage, made.lines[0].with_customer) == (Stage.PARTIALLY_RETURNED, 2)
    (restock,), (refund,) = wanted(now, ErrandKind.RESTOCK), wanted(now, ErrandKind.REFUND)
    assert (restock.task.goods, refund.task.amount) == (some(made, 1), made.money(1000))
    assert CameBack(return_id=one.id, goods=some(made, 1), complete=False) in now.facts
    assert made.returns[0].refund == made.money(1000)


def test_all_of_it_back_is_all_of_the_goods_money_back():
    made = arrived((1000, 3), (333, 2))
    one = asked(made, 3, 2)
    assert receive(made, one.id, came(made, 3, 2), refund_shipping=True, change=change()) == made.total
    assert (made.stage, made.why) == (Stage.RETURNED, Why.RETURNED)


def test_what_cannot_be_sold_again_stays_off_the_shelf():
    made = arrived((1000, 1))
    one, now = asked(made, 1), change()
    receive(made, one.id, came(made, 1, restock=False), refund_shipping=False, change=now)
    assert wanted(now, ErrandKind.RESTOCK) == []


def test_shipping_is_given_back_once():
    made = arrived((1000, 2))
    first, second = asked(made, 1), asked(made, 1)
    amounts = [
        receive(made, one.id, came(made, 1), refund_shipping=True, change=change()) for one in (first, second)
    ]
    assert [amount.minor for amount in amounts] == [1490, 1000]


def test_the_others_that_are_announced_are_still_waited_for():
    made = arrived((1000, 3))
    first, _ = asked(made, 1), asked(made, 1)
    receive(made, first.id, came(made, 1), refund_shipping=False, change=change())
    assert (made.stage, made.why) == (Stage.PARTIALLY_RETURNED, Why.RETURN_EXPECTED)


def test_an_empty_parcel_returns_nothing_and_refunds_nothing():
    made = arrived((1000, 1))
    one, now = asked(made, 1), change()
    assert receive(made, one.id, [], refund_shipping=False, change=now).minor == 0
    assert (made.stage, now.errands, now.facts) == (Stage.DELIVERED, [], [])


def test_more_than_was_announced_may_come_but_no_more_than_was_sent():
    made = arrived((1000, 2))
    one = asked(made, 1)
    with pytest.raises(TooMany):
        receive(made, one.id, came(made, 3), refund_shipping=False, change=change())
    assert receive(made, one.id, came(made, 2), refund_shipping=False, change=change()).minor == 2000


def test_a_return_is_received_once_and_only_one_that_was_announced():
    made = arrived((1000, 2))
    one = asked(made, 1)
    receive(made, one.id, came(made, 1), refund_shipping=False, change=change())
    with pytest.raises(AlreadyReceived):
        receive(made, one.id, came(made, 1), refund_shipping=False, change=change())
    with pytest.raises(NotFound):
        receive(made, new_id(), came(made, 1), refund_shipping=False, change=change())


def test_nothing_comes_back_once_all_of_it_is_back():
    made = arrived((1000, 2))
    first, second = asked(made, 1), asked(made, 1)
    receive(made, first.id, came(made, 2), refund_shipping=False, change=change())
    with pytest.raises(NotPossibleNow):
        receive(made, second.id, came(made, 1), refund_shipping=False, change=change())
