"""Looking after: who has waited too long moves on, and what was not heard is caught up with."""

from datetime import timedelta

import pytest

from modules.orders.domain import paying, undoing
from modules.orders.domain.errands import ErrandKind
from modules.orders.domain.looking_after import Known, look_after
from modules.orders.domain.order import Order
from modules.orders.domain.stages import Stage
from modules.orders.domain.waiting import FOR_OTHERS, STAFF_AGAIN, TO_SEND, Why
from tests.orders.domain.made import NOON, change, order, paid, promised, sent, wanted

MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)


def looked(after: timedelta, made: Order, *told: Known) -> Order:
    look_after(made, told, change(NOON + after))
    return made


def known(made: Order, status: str, captured: int = 0, refunded: int = 0, failure: str = "") -> Known:
    return Known(
        payment_id=made.attempts[0].id,
        status=status,
        captured=made.money(captured),
        refunded=made.money(refunded),
        failure=failure,
    )


def at_the_bank() -> Order:
    made = promised()
    paying.payment_needs_customer(made, made.attempts[0].id, "https://bank.test/1", change())
    return made


def declined() -> Order:
    made = promised()
    paying.payment_failed(made, made.attempts[0].id, "card_declined", change())
    return made


@pytest.mark.parametrize(
    ("begin", "after", "why"),
    [
        (order, 60 * MINUTE, Why.STOCK_LOST),
        (promised, 24 * HOUR, Why.PROVIDER_AWAY_TOO_LONG),
        (at_the_bank, 60 * MINUTE, Why.NOT_PAID_IN_TIME),
        (declined, 60 * MINUTE, Why.NOT_PAID_IN_TIME),
    ],
)
def test_what_waits_too_long_for_stock_or_money_is_cancelled_and_not_before(begin, after, why):
    assert looked(after - MINUTE, begin()).stage is not Stage.CANCELLING
    made = looked(after, begin())
    assert (made.stage, made.why) == (Stage.CANCELLING, why)


def test_nobody_is_looked_after_before_their_time():
    made = promised()
    before = made.next_by
    assert looked(MINUTE, made).next_by == before == NOON + FOR_OTHERS


def test_a_parcel_counts_as_delivered_after_14_days():
    assert looked(14 * DAY - MINUTE, sent()).stage is Stage.FULFILLED
    assert looked(14 * DAY, sent()).stage is Stage.DELIVERED


def test_what_the_staff_have_not_sent_is_looked_at_again_the_next_day():
    made = looked(TO_SEND, paid())
    assert (made.stage, made.next_by) == (Stage.READY_TO_FULFIL, NOON + TO_SEND + STAFF_AGAIN)


def test_what_catalog_has_not_answered_is_looked_at_again_soon():
    assert looked(FOR_OTHERS, order()).next_by == NOON + 2 * FOR_OTHERS


def test_money_whose_news_was_lost_is_found():
    made = promised((1000, 2))
    looked(MINUTE, made, known(made, "captured", 2490))
    assert (made.stage, made.paid) == (Stage.READY_TO_FULFIL, made.total)


def test_what_was_heard_already_changes_nothing():
    made = paid((1000, 2))
    before = made.history
    looked(MINUTE, made, known(made, "captured", 2490))
    assert made.history == before


def test_a_refund_whose_news_was_lost_is_found_once():
    made = paid((1000, 2))
    for _ in range(2):
        looked(MINUTE, made, known(made, "partially_refunded", 2490, 490))
    assert made.paid == made.money(2000)


def test_an_authorization_or_a_failure_whose_news_was_lost_is_found():
    made = promised()
    assert looked(MINUTE, made, known(made, "authorized")).stage is Stage.READY_TO_FULFIL
    made = promised()
    looked(MINUTE, made, known(made, "failed", failure="card_declined"))
    assert (made.stage, made.detail) == (Stage.PAYMENT_FAILED, "card_declined")


def test_a_void_whose_news_was_lost_ends_the_cancelling():
    made = promised()
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())
    undoing.stock_released(made, change())
    assert looked(MINUTE, made, known(made, "voided")).stage is Stage.CANCELLED


def test_a_payment_of_another_order_is_not_looked_at():
    made, other = promised(), promised()
    assert looked(MINUTE, made, known(other, "captured", 2490)).stage is Stage.AWAITING_PAYMENT


def test_what_should_be_undone_by_now_is_asked_for_again():
    made = promised()
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())
    now = change(NOON + FOR_OTHERS)
    look_after(made, [], now)
    assert (made.stage, made.next_by) == (Stage.CANCELLING, NOON + 2 * FOR_OTHERS)
    assert [errand.task.payment_id for errand in wanted(now, ErrandKind.VOID)] == [made.attempts[0].id]


def test_what_is_undone_is_cancelled_though_nobody_said_so():
    made = promised()
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())
    made.stock_released = True
    paying.never_asked(made, made.attempts[0].id)
    assert looked(FOR_OTHERS, made).stage is Stage.CANCELLED
