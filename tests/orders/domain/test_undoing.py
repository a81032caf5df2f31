"""Undoing: each step that was taken has its way back, and Cancelled means that all are done."""

import pytest

from modules.orders.domain import paying, undoing
from modules.orders.domain.attempts import AttemptState
from modules.orders.domain.errands import ErrandKind
from modules.orders.domain.facts import CalledOff
from modules.orders.domain.order import Order
from modules.orders.domain.stages import NotPossibleNow, Stage, Status
from modules.orders.domain.waiting import STAFF_AGAIN, Who, Why
from souk.kernel import new_id
from tests.orders.domain.made import NOON, change, order, paid, promised, sent, wanted


def cancelled(made: Order) -> Order:
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())
    return made


def test_wants_the_goods_and_the_money_back_and_is_cancelled_when_both_are():
    made, now = paid(), change()
    undoing.cancel(made, Why.CANCELLED_BY_STAFF, now)
    assert (made.stage, made.status) == (Stage.CANCELLING, Status.PROCESSING)
    assert len(wanted(now, ErrandKind.RELEASE)) == len(wanted(now, ErrandKind.VOID)) == 1
    undoing.stock_released(made, change())
    assert made.stage is Stage.CANCELLING
    last = change()
    paying.payment_voided(made, made.attempts[0].id, last)
    assert (made.stage, made.why, made.paid.minor) == (Stage.CANCELLED, Why.CANCELLED_BY_STAFF, 0)
    assert CalledOff(why=Why.CANCELLED_BY_STAFF) in last.facts


def test_it_does_not_matter_which_comes_back_first():
    made = cancelled(paid())
    paying.payment_voided(made, made.attempts[0].id, change())
    assert made.stage is Stage.CANCELLING
    undoing.stock_released(made, change())
    assert made.stage is Stage.CANCELLED


def test_what_was_sent_is_not_cancelled():
    for made in (sent(), cancelled(promised())):
        with pytest.raises(NotPossibleNow):
            undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())


def test_an_order_without_stock_is_cancelled_uncharged():
    made, now = order(), change()
    undoing.stock_refused(made, now)
    assert (made.stage, made.why, now.errands) == (Stage.CANCELLED, Why.OUT_OF_STOCK, [])
    assert (made.attempts[0].state, made.attempts[0].failure) == (AttemptState.FAILED, "never_asked")


def test_a_refusal_of_stock_that_comes_late_cancels_nothing():
    made, now = paid(), change()
    undoing.stock_refused(made, now)
    undoing.stock_lost(made, now)
    assert (made.stage, made.stock_released, now.errands) == (Stage.READY_TO_FULFIL, False, [])


def test_nobody_is_charged_for_goods_whose_promise_is_gone():
    made, now = promised(), change()
    undoing.stock_lost(made, now)
    assert (made.stage, made.why) == (Stage.CANCELLING, Why.STOCK_LOST)
    assert [void.task.note for void in wanted(now, ErrandKind.VOID)] == ["stock_lost"]


def test_money_that_will_not_go_back_is_the_staffs_and_tried_again_daily():
    made = cancelled(paid())
    undoing.voiding_failed(made, made.attempts[0].id, "account_closed", change())
    assert (made.stage, made.why, made.next_who) == (
        Stage.CANCELLING,
        Why.CANCELLED_BY_CUSTOMER,
        Who.STAFF,
    )
    assert (made.detail, made.next_by) == ("account_closed", NOON + STAFF_AGAIN)
    assert (made.history[-1].what, made.history[-1].amount) == ("void_failed", made.total)


def test_an_order_that_lives_needs_staff_at_once():
    made = paid()
    undoing.voiding_failed(made, made.attempts[0].id, "account_closed", change())
    assert (made.stage, made.why, made.next_by) == (Stage.READY_TO_FULFIL, Why.NEEDS_STAFF, NOON)


def test_a_void_that_nobody_misses_has_not_failed():
    made = order()
    undoing.stock_refused(made, change())
    before = made.history
    undoing.voiding_failed(made, made.attempts[0].id, "late", change())
    undoing.voiding_failed(made, new_id(), "another order's", change())
    assert made.history == before


def test_a_refund_of_a_cancelled_order_that_fails_concerns_the_void():
    made = cancelled(paid())
    paying.refund_failed(made, made.attempts[0].id, new_id(), "account_closed", change())
    assert (made.detail, made.next_who) == ("account_closed", Who.STAFF)


def test_once_the_late_money_is_back_nobody_has_to_act():
    made = cancelled(promised())
    undoing.stock_released(made, change())
    paying.payment_voided(made, made.attempts[0].id, change())
    assert made.stage is Stage.CANCELLED
    undoing.undoing_failed(made, "still there", change())
    paying.payment_refunded(made, made.attempts[0].id, new_id(), made.money(0), None, change())
    assert made.next_action is None


def test_a_void_heard_after_the_cancellation_leaves_nobody_waiting():
    made = order()
    undoing.stock_refused(made, change())
    undoing.undoing_failed(made, "still there", change())
    paying.payment_voided(made, made.attempts[0].id, change())
    assert (made.stage, made.next_action) == (Stage.CANCELLED, None)
