"""Paying: what payments tells moves an order on, once, and nobody pays for nothing or twice."""

from datetime import timedelta

import pytest

from modules.orders.domain import paying, undoing
from modules.orders.domain.attempts import AttemptState
from modules.orders.domain.errands import ErrandKind
from modules.orders.domain.facts import Confirmed, PaymentFell, Refused
from modules.orders.domain.order import Order
from modules.orders.domain.paying import LONGEST_FAILURE, TooLateToPay
from modules.orders.domain.pricing.shipping import STANDARD as FREE
from modules.orders.domain.stages import NotPossibleNow, Stage
from modules.orders.domain.waiting import FOR_PROVIDER, Who, Why
from souk.kernel import new_id
from tests.orders.domain.made import NOON, authorized, change, order, paid, promised, sent, unpaid, wanted

MINUTE = timedelta(minutes=1)


def declined(*goods: tuple[int, int]) -> Order:
    made = promised(*goods)
    paying.payment_failed(made, made.attempts[0].id, "card_declined", change())
    return made


def pay_again(made: Order, minutes: int = 1):
    now = change(NOON + minutes * MINUTE)
    return paying.pay_again(made, method="paypal", token=None, change=now), now


def test_is_asked_for_once_the_goods_are_promised():
    made, now = order((1000, 2)), change()
    paying.stock_promised(made, now)
    assert made.stage is Stage.AWAITING_PAYMENT
    (charge,) = wanted(now, ErrandKind.CHARGE)
    assert (charge.task.payment_id, charge.task.amount) == (made.attempts[0].id, made.money(2490))


def test_is_not_asked_for_twice_when_the_promise_is_told_twice():
    made, now = promised(), change()
    paying.stock_promised(made, now)
    assert now.errands == []
    assert [type(fact) for fact in now.facts] == [Refused]


def test_what_costs_nothing_is_paid_once_its_goods_are_held():
    made, now = unpaid((0, 1), shipping=FREE), change()
    paying.first_attempt(made, id=new_id(), method="credit_card", token=None, at=NOON)
    paying.stock_promised(made, now)
    assert (made.stage, len(wanted(now, ErrandKind.CHARGE))) == (Stage.AWAITING_PAYMENT, 1)
    paying.costs_nothing(made, now)
    assert made.stage is Stage.READY_TO_FULFIL
    assert now.facts.count(Confirmed()) == 1


def test_what_costs_nothing_and_was_cancelled_meanwhile_stays_so():
    made, now = promised(), change()
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, now)
    paying.costs_nothing(made, now)
    assert made.stage is Stage.CANCELLING
    assert Confirmed() not in now.facts


def test_taken_money_confirms_the_order_and_is_counted():
    made, now = promised((1000, 2)), change()
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, now)
    assert (made.stage, made.paid) == (Stage.READY_TO_FULFIL, made.money(2490))
    assert now.facts.count(Confirmed()) == 1


def test_money_that_was_set_aside_confirms_it_and_is_not_ours_yet():
    made = authorized((1000, 2))
    assert (made.stage, made.paid.minor) == (Stage.READY_TO_FULFIL, 0)


def test_money_told_of_twice_counts_once():
    made, now = paid(), change()
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, now)
    assert made.paid == made.total
    assert now.errands == []


def test_a_part_that_is_told_of_twice_or_late_counts_once():
    made = authorized((1000, 1))
    part, more = made.money(400), made.money(700)
    for altogether in (part, part, more, part):
        paying.payment_captured(made, made.attempts[0].id, made.money(300), altogether, change())
    assert made.attempts[0].captured == more


def test_what_was_told_before_anybody_said_altogether_is_added():
    made = authorized((1000, 1))
    for _ in range(2):
        paying.payment_captured(made, made.attempts[0].id, made.money(300), None, change())
    assert made.attempts[0].captured == made.money(600)


def test_too_little_money_confirms_nothing_and_is_the_staffs():
    made, now = promised(), change()
    paying.payment_captured(made, made.attempts[0].id, made.money(100), made.money(100), now)
    assert (made.stage, made.why, made.next_who) == (Stage.AWAITING_PAYMENT, Why.UNDERPAID, Who.STAFF)
    assert Confirmed() not in now.facts


def test_the_bank_may_ask_the_customer():
    made, now = promised(), change()
    paying.payment_needs_customer(made, made.attempts[0].id, "https://bank.test/1", now)
    assert (made.stage, made.next_who) == (Stage.AWAITING_CUSTOMER, Who.CUSTOMER)
    assert made.attempts[0].action_url == "https://bank.test/1"


def test_the_bank_asks_nobody_about_what_is_paid():
    made = paid()
    paying.payment_needs_customer(made, made.attempts[0].id, "https://bank.test/1", change())
    assert made.stage is Stage.READY_TO_FULFIL
    assert made.attempts[0].action_url is None


def test_a_declined_payment_says_why_and_leaves_time_for_another():
    made, now = promised(), change()
    paying.payment_failed(made, made.attempts[0].id, "card_declined", now)
    assert (made.stage, made.why, made.detail) == (Stage.PAYMENT_FAILED, Why.PAYMENT_FAILED, "card_declined")
    assert made.next_by == NOON + 60 * MINUTE
    assert PaymentFell(payment_id=made.attempts[0].id, failure="card_declined") in now.facts


def test_a_long_reason_is_cut_where_it_is_kept():
    made = promised()
    paying.payment_failed(made, made.attempts[0].id, "x" * 500, change())
    assert len(made.detail) == len(made.history[-2].why) == LONGEST_FAILURE


def test_a_failure_that_is_heard_after_the_money_came_is_old_news():
    made = paid()
    paying.payment_failed(made, made.attempts[0].id, "card_declined", change())
    assert (made.stage, made.attempts[0].state) == (Stage.READY_TO_FULFIL, AttemptState.CAPTURED)


def test_who_pays_again_gets_an_attempt_of_its_own():
    made = declined()
    id, now = pay_again(made)
    assert made.stage is Stage.AWAITING_PAYMENT
    assert [charge.task.payment_id for charge in wanted(now, ErrandKind.CHARGE)] == [id]
    assert wanted(now, ErrandKind.VOID) == []  # the declined one is at rest


def test_paying_again_voids_an_attempt_that_is_still_open():
    made = promised()
    paying.payment_needs_customer(made, made.attempts[0].id, "https://bank.test/1", change())
    _, now = pay_again(made)
    assert [void.task.payment_id for void in wanted(now, ErrandKind.VOID)] == [made.attempts[0].id]


def test_it_is_too_late_to_pay_when_the_goods_are_no_longer_reserved():
    with pytest.raises(TooLateToPay):
        pay_again(declined(), minutes=60)


def test_what_is_paid_or_being_paid_is_not_paid_again():
    for made in (paid(), promised()):
        with pytest.raises(NotPossibleNow):
            pay_again(made)
        assert len(made.attempts) == 1


def test_money_of_an_earlier_attempt_confirms_and_the_later_one_is_let_go():
    made = declined()
    later, _ = pay_again(made)
    now = change()
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, now)
    assert made.stage is Stage.READY_TO_FULFIL
    assert [void.task.payment_id for void in wanted(now, ErrandKind.VOID)] == [later]


def test_who_has_paid_twice_gets_one_of_both_back():
    made = declined()
    later, _ = pay_again(made)
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, change())
    now = change()
    paying.payment_captured(made, later, made.total, made.total, now)
    assert [void.task.payment_id for void in wanted(now, ErrandKind.VOID)] == [later]
    paying.payment_voided(made, later, change())
    assert (made.paid, made.stage) == (made.total, Stage.READY_TO_FULFIL)


def test_an_earlier_attempt_that_fails_late_stops_nobody():
    made = promised()
    first = made.attempts[0].id
    paying.payment_needs_customer(made, first, "https://bank.test/1", change())
    pay_again(made)
    now = change()
    paying.payment_failed(made, first, "not_confirmed", now)
    assert (made.stage, now.facts) == (Stage.AWAITING_PAYMENT, [])


def test_money_that_comes_after_the_cancellation_is_given_back():
    made = promised()
    undoing.cancel(made, Why.CANCELLED_BY_CUSTOMER, change())
    now = change()
    paying.payment_captured(made, made.attempts[0].id, made.total, made.total, now)
    assert made.stage is Stage.CANCELLING
    assert len(wanted(now, ErrandKind.VOID)) == 1


def test_money_that_is_gone_from_a_confirmed_order_is_the_staffs_to_see():
    made = authorized()
    paying.payment_voided(made, made.attempts[0].id, change())
    assert (made.why, made.next_who, made.detail) == (Why.NEEDS_STAFF, Who.STAFF, "voided")


def test_an_authorization_heard_after_the_void_is_old_news():
    made = authorized()
    paying.payment_voided(made, made.attempts[0].id, change())
    paying.payment_authorized(made, made.attempts[0].id, change())
    assert made.attempts[0].state is AttemptState.VOIDED


def test_a_delay_tells_its_reason_once_and_ends_after_a_day():
    made = promised()
    for _ in range(2):
        paying.payment_delayed(made, made.attempts[0].id, Why.PROVIDER_UNAVAILABLE, change())
    assert (made.why, made.next_by) == (Why.PROVIDER_UNAVAILABLE, NOON + FOR_PROVIDER)
    assert [moment.what for moment in made.history].count("payment_delayed") == 1


def test_a_delay_of_what_is_paid_matters_to_nobody():
    made = paid()
    paying.payment_delayed(made, made.attempts[0].id, Why.OUTCOME_UNKNOWN, change())
    assert made.why is Why.TO_BE_SENT


def test_what_was_never_asked_for_has_failed():
    made = promised()
    paying.never_asked(made, made.attempts[0].id)
    assert (made.attempts[0].state, made.attempts[0].failure) == (AttemptState.FAILED, "never_asked")


def test_what_was_taken_was_asked_for():
    made = paid()
    paying.never_asked(made, made.attempts[0].id)
    paying.never_asked(made, None)
    assert made.attempts[0].state is AttemptState.CAPTURED


def test_another_orders_payment_changes_nothing():
    made, now, theirs = promised(), change(), new_id()
    paying.payment_authorized(made, theirs, now)
    paying.payment_captured(made, theirs, made.total, made.total, now)
    paying.payment_failed(made, theirs, "card_declined", now)
    paying.payment_voided(made, theirs, now)
    paying.payment_refunded(made, theirs, new_id(), made.total, None, now)
    paying.payment_needs_customer(made, theirs, "https://bank.test/1", now)
    assert (made.stage, made.paid.minor, now.facts, now.errands) == (Stage.AWAITING_PAYMENT, 0, [], [])


def test_a_refund_told_of_twice_counts_once():
    made, refund = sent((1000, 2)), new_id()
    for _ in range(2):
        paying.payment_refunded(made, made.attempts[0].id, refund, made.money(500), None, change())
    assert made.paid == made.money(1990)


def test_a_refund_heard_before_the_capture_counts_as_taken_too():
    made = promised((1000, 2))
    paying.payment_refunded(made, made.attempts[0].id, new_id(), made.money(500), None, change())
    assert (made.captured_minor, made.refunded_minor) == (500, 500)


def test_a_refund_that_was_learnt_of_by_asking_and_is_heard_of_later_counts_once():
    made = paid((1000, 1))
    for under in (new_id(), new_id()):
        paying.payment_refunded(made, made.attempts[0].id, under, made.money(300), made.money(300), change())
    assert made.attempts[0].refunded == made.money(300)
