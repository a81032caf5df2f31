"""Sending: parcel by parcel until all is sent; and not sending a part of it."""

import msgspec
import pytest

from modules.orders.domain import refunding, sending
from modules.orders.domain.errands import ErrandKind, summed
from modules.orders.domain.facts import Arrived, PartlyCalledOff, SentOff
from modules.orders.domain.lines import TooMany
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow, Stage
from modules.orders.domain.waiting import Why
from tests.orders.domain.made import (
    authorized,
    change,
    order,
    paid,
    parcel,
    promised,
    sent,
    some,
    unpaid,
    wanted,
)


def test_the_last_parcel_completes_it_and_the_purchase_is_recorded():
    made = paid((1000, 3), (599, 2))
    first, last = change(), change()
    sending.send(made, parcel(made, 2), first)
    assert (made.stage, made.why) == (Stage.PARTIALLY_FULFILLED, Why.REST_TO_BE_SENT)
    assert wanted(first, ErrandKind.RECORD_PURCHASE) == []
    sending.send(made, parcel(made, 1, 2), last)
    assert (made.stage, len(made.parcels)) == (Stage.FULFILLED, 2)
    (record,) = wanted(last, ErrandKind.RECORD_PURCHASE)
    assert record.task.subject == made.person_id


def test_a_guests_purchase_is_recorded_for_nobody():
    made, now = paid((1000, 1)), change()
    made.person_id = None
    sending.send(made, parcel(made, 1), now)
    assert wanted(now, ErrandKind.RECORD_PURCHASE) == []


def test_the_stock_of_each_parcel_is_gone_and_the_customer_hears_of_it():
    made, now = paid((1000, 3)), change()
    box = parcel(made, 2)
    sending.send(made, box, now)
    (commit,) = wanted(now, ErrandKind.COMMIT)
    assert (commit.task.subject, commit.task.goods) == (box.id, some(made, 2))
    assert SentOff(parcel_id=box.id, goods=box.goods, complete=False) in now.facts


def test_money_set_aside_is_taken_with_the_first_parcel_and_once():
    made = authorized((1000, 2))
    first, second = change(), change()
    sending.send(made, parcel(made, 1), first)
    sending.send(made, parcel(made, 1), second)
    (capture,) = wanted(first, ErrandKind.CAPTURE)
    assert capture.task.amount == made.total
    assert wanted(second, ErrandKind.CAPTURE) == []


def test_what_was_let_go_of_meanwhile_is_not_taken():
    made, now = authorized((1000, 2)), change()
    sending.cancel_part(made, some(made, 1), "broken", change())
    sending.send(made, parcel(made, 1), now)
    (capture,) = wanted(now, ErrandKind.CAPTURE)
    assert capture.task.amount == made.money(1490)


@pytest.mark.parametrize("begin", [order, promised, sent])
def test_nothing_is_sent_or_left_out_before_it_is_paid_or_after_it_is_sent(begin):
    made = begin((1000, 1))
    with pytest.raises(NotPossibleNow):
        sending.send(made, parcel(made, 1), change())
    with pytest.raises(NotPossibleNow):
        sending.cancel_part(made, some(made, 1), "broken", change())


def test_no_more_is_sent_than_was_ordered():
    made = paid((1000, 2))
    with pytest.raises(TooMany) as refused:
        sending.send(made, parcel(made, 3), change())
    assert refused.value.data == {"variantId": str(made.lines[0].variant_id), "left": 2}
    with pytest.raises(NotInThisOrder):
        sending.send(made, parcel(paid(), 1), change())


def test_a_part_that_is_not_sent_is_released_and_its_price_given_back():
    made, now = paid((1000, 3), (599, 2)), change()
    amount = sending.cancel_part(made, (*some(made, 1), *some(made, 1, 1)), "broken", now)
    assert amount == made.money(2599)
    (release,), (refund,) = wanted(now, ErrandKind.RELEASE), wanted(now, ErrandKind.REFUND)
    assert (release.task.goods, refund.task.amount) == (some(made, 2, 1), amount)
    assert PartlyCalledOff(goods=some(made, 2, 1)) in now.facts
    assert made.stage is Stage.READY_TO_FULFIL


def test_when_the_rest_is_not_sent_the_order_is_complete():
    made, now = paid((1000, 2)), change()
    sending.send(made, parcel(made, 1), change())
    sending.cancel_part(made, some(made, 1), "broken", now)
    assert made.stage is Stage.FULFILLED
    assert len(wanted(now, ErrandKind.RECORD_PURCHASE)) == 1


def test_when_nothing_at_all_is_sent_the_order_is_cancelled():
    made, now = paid((1000, 2)), change()
    assert sending.cancel_part(made, some(made, 2), "broken", now) == made.total
    assert (made.stage, made.why) == (Stage.CANCELLING, Why.CANCELLED_BY_STAFF)
    assert made.lines[0].cancelled == 0
    assert wanted(now, ErrandKind.REFUND) == []  # voiding the payment gives all of it back
    assert len(wanted(now, ErrandKind.VOID)) == 1


def test_what_is_cancelled_piece_by_piece_is_worth_the_whole():
    made = paid((333, 3))
    line = msgspec.structs.replace(made.lines[0], discount=made.money(100))
    pieces = [refunding.worth_of(made, line, gone, 1).minor for gone in range(3)]
    assert (sum(pieces), max(pieces) - min(pieces)) == (899, 1)


def test_it_arrives_after_it_was_sent_and_not_before():
    made, now = sent(), change()
    sending.arrive(made, now)
    assert (made.stage, made.next_action) == (Stage.DELIVERED, None)
    assert Arrived() in now.facts
    with pytest.raises(NotPossibleNow):
        sending.arrive(paid(), change())


def test_the_same_goods_named_twice_are_added_up():
    made = unpaid((1000, 3), (599, 2))
    assert summed([*some(made, 1, 2), *some(made, 2)]) == some(made, 3, 2)
