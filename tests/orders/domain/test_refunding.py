"""Refunding: never more than there is, from whichever attempt brought it."""

import pytest

from modules.orders.domain import paying
from modules.orders.domain.errands import ErrandKind
from modules.orders.domain.parcels import RefundState
from modules.orders.domain.refunding import (
    MoreThanWasPaid,
    NothingToGiveBack,
    give_back,
    refund,
    refundable,
)
from modules.orders.domain.waiting import Who, Why
from souk.kernel import new_id
from tests.orders.domain.made import authorized, change, paid, promised, wanted


def test_what_is_on_its_way_back_cannot_be_given_back_again():
    made = paid((1000, 1))
    refund(made, made.money(894), "sorry", change())
    assert refundable(made) == made.money(596)
    with pytest.raises(MoreThanWasPaid) as refused:
        refund(made, made.money(894), "sorry", change())
    assert {key: str(value) for key, value in refused.value.data.items()} == {
        "left": "5.96",
        "currency": "EUR",
    }


@pytest.mark.parametrize("minor", [0, -1])
def test_nothing_is_no_refund(minor: int):
    made = paid()
    with pytest.raises(NothingToGiveBack):
        refund(made, made.money(minor), "sorry", change())


def test_what_was_never_paid_is_never_given_back():
    made, now = promised(), change()
    assert give_back(made, made.total, "sorry", now) == ()
    with pytest.raises(MoreThanWasPaid):
        refund(made, made.money(1), "sorry", now)
    assert now.errands == []


def test_money_only_set_aside_is_let_go_of_without_asking_anybody():
    made, now = authorized((1000, 1)), change()
    (one,) = refund(made, made.money(400), "sorry", now)
    assert (one.state, now.errands) == (RefundState.LET_GO, [])
    assert refundable(made) == made.money(1090)


def test_it_comes_out_of_all_the_payments_that_brought_the_money():
    made = promised((1000, 1))
    paying.payment_captured(made, made.attempts[0].id, made.money(500), made.money(500), change())
    second = paying._attempt(made, id=new_id(), method="paypal", token=None, at=made.placed_at)
    paying.payment_captured(made, second.id, made.money(990), made.money(990), change())
    now = change()
    parts = refund(made, made.money(1200), "sorry", now)
    assert [(one.payment_id, one.amount.minor) for one in parts] == [
        (made.attempts[0].id, 500),
        (second.id, 700),
    ]
    assert [errand.task.amount for errand in wanted(now, ErrandKind.REFUND)] == [
        made.money(500),
        made.money(700),
    ]


def test_a_refund_that_succeeds_lowers_what_is_paid():
    made = paid((1000, 1))
    (one,) = refund(made, made.money(400), "sorry", change())
    paying.payment_refunded(made, one.payment_id, one.id, one.amount, None, change())
    assert (made.refunds[0].state, made.paid) == (RefundState.DONE, made.money(1090))


def test_a_refund_that_fails_is_the_staffs_and_can_be_tried_again():
    made = paid((1000, 1))
    (one,) = refund(made, made.total, "sorry", change())
    paying.refund_failed(made, one.payment_id, one.id, "account_closed", change())
    assert (made.why, made.next_who, made.detail) == (Why.NEEDS_STAFF, Who.STAFF, "account_closed")
    assert refundable(made) == made.total
    (again,) = refund(made, made.total, "sorry", change())
    paying.payment_refunded(made, again.payment_id, again.id, again.amount, None, change())
    assert (made.why, made.paid.minor) == (Why.TO_BE_SENT, 0)


def test_how_a_refund_ended_is_not_changed_by_late_news():
    made = paid((1000, 1))
    (one,) = refund(made, made.money(400), "sorry", change())
    paying.payment_refunded(made, one.payment_id, one.id, one.amount, None, change())
    paying.refund_failed(made, one.payment_id, one.id, "late", change())
    assert (made.refunds[0].state, made.why) == (RefundState.DONE, Why.TO_BE_SENT)
