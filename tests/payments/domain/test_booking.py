"""Booking: what is written down once the provider was asked."""

from datetime import timedelta

import pytest

from modules.payments.domain.booking import AWAY, LONGEST_PAUSE, UNKNOWN, Booked, book
from modules.payments.domain.errands import Answer
from modules.payments.domain.found import FoundRefund, RefundStanding, Standing
from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from tests.payments.domain.made import AGAIN, NOON, operation, payment
from tests.payments.domain.provider_model import ModelProvider, euros


def booked(of: Payment, by: Operation, answer: Answer, *, seconds: int = 0, asked: bool = False) -> Booked:
    at = NOON + timedelta(seconds=seconds)
    return book(of, by, answer, at=at, again=AGAIN, asked_before=asked)


def taken() -> tuple[ModelProvider, Payment]:
    provider = ModelProvider(1000, standing=Standing.CAPTURED, captured=1000)
    return provider, payment(provider, learned=True)


def asked_back(of: Payment, minor: int) -> Operation:
    of.want_refund(euros(minor))
    return operation(of, Kind.REFUND, minor)


def test_a_charge_that_succeeded_is_in_the_ledger_and_its_token_forgotten():
    provider = ModelProvider(1000, standing=Standing.CAPTURED, captured=1000)
    made = payment(provider)
    charge = operation(made, Kind.CHARGE)
    result = booked(made, charge, Answer(found=provider.says()))
    assert [entry.happening for entry in result.entries] == [Happening.AUTHORIZED, Happening.CAPTURED]
    assert (made.token, charge.progress, result.ask_again_at) == ("", Progress.DONE, None)


def test_a_charge_that_the_provider_will_not_take_has_failed():
    made = payment(ModelProvider(1000))
    charge = operation(made, Kind.CHARGE)
    result = booked(made, charge, Answer(refused="amount_too_small"))
    assert (made.status, made.failure) == (Status.FAILED, "amount_too_small")
    assert (charge.progress, charge.failure) == (Progress.REFUSED, "amount_too_small")
    assert [entry.happening for entry in result.entries] == [Happening.FAILED]


def test_a_refusal_of_what_was_taken_before_books_what_was_taken():
    provider = ModelProvider(1000, standing=Standing.CAPTURED, captured=1000)
    made = payment(provider)
    booked(made, operation(made, Kind.CHARGE), Answer(found=provider.says(), refused="already_taken"))
    assert made.status is Status.CAPTURED


def test_a_charge_without_an_answer_is_unknown_and_never_failed():
    made = payment(ModelProvider(1000))
    charge = operation(made, Kind.CHARGE)
    charge.ask(NOON)
    result = booked(made, charge, Answer(unknown=True))
    assert (made.status, charge.progress, charge.open) == (Status.UNKNOWN, Progress.ASKED, True)
    assert (result.delayed, result.ask_again_at, made.token) == (UNKNOWN, NOON + AGAIN, "tok_visa")


def test_a_provider_that_was_not_reached_has_heard_nothing():
    made = payment(ModelProvider(1000))
    charge = operation(made, Kind.CHARGE)
    charge.ask(NOON)
    result = booked(made, charge, Answer(away=True))
    assert (made.status, charge.progress, result.delayed) == (Status.CREATED, Progress.WANTED, AWAY)


def test_what_it_may_have_heard_of_earlier_it_may_still_have():
    made = payment(ModelProvider(1000))
    charge = operation(made, Kind.CHARGE)
    charge.ask(NOON)
    booked(made, charge, Answer(away=True), asked=True)
    assert charge.progress is Progress.ASKED


@pytest.mark.parametrize(("waited", "pause"), [(0, 2), (8, 2), (60, 15), (3600, LONGEST_PAUSE.seconds)])
def test_is_asked_again_soon_at_first_and_ever_later(waited, pause):
    made = payment(ModelProvider(1000))
    result = booked(made, operation(made, Kind.CHARGE), Answer(away=True), seconds=waited)
    assert result.ask_again_at == NOON + timedelta(seconds=waited + pause)


def test_a_provider_that_rests_is_not_asked_before():
    made, until = payment(ModelProvider(1000)), NOON + timedelta(minutes=5)
    result = booked(made, operation(made, Kind.CHARGE), Answer(away=True, away_until=until))
    assert result.ask_again_at == until


def test_a_delay_is_told_once_for_each_reason_and_over_with_an_answer():
    provider = ModelProvider(1000)
    made = payment(provider)
    charge = operation(made, Kind.CHARGE)
    told = [
        booked(made, charge, answer).delayed
        for answer in (Answer(away=True), Answer(away=True), Answer(unknown=True), Answer(unknown=True))
    ]
    assert told == [AWAY, "", UNKNOWN, ""]
    provider.standing = Standing.AUTHORIZED
    booked(made, charge, Answer(found=provider.says()))
    assert (made.delay, made.status) == ("", Status.AUTHORIZED)


def test_a_refund_without_an_answer_leaves_the_payment_taken():
    _, made = taken()
    result = booked(made, asked_back(made, 400), Answer(unknown=True))
    assert (made.status, made.refunding, result.entries) == (Status.CAPTURED, euros(400), [])


def test_a_refund_that_succeeded_is_no_longer_on_its_way():
    provider, made = taken()
    refund = asked_back(made, 400)
    provider.refund(400)
    result = booked(made, refund, Answer(found=provider.says()))
    assert (made.refunded, made.refunding.minor, refund.progress) == (euros(400), 0, Progress.DONE)
    assert not result.refund_failed


@pytest.mark.parametrize("failure", ["account_closed", ""])
def test_a_refund_that_failed_is_told_and_the_money_still_ours(failure):
    provider, made = taken()
    refund = asked_back(made, 400)
    provider.refunds.append(
        FoundRefund(
            reference="re_1",
            refund_id=refund.id,
            amount=euros(400),
            standing=RefundStanding.FAILED,
            failure=failure,
        )
    )
    result = booked(made, refund, Answer(found=provider.says()))
    assert (result.refund_failed, refund.failure) == (True, failure or "refused")
    assert (made.refunded.minor, made.refundable) == (0, euros(1000))


def test_a_refund_that_is_refused_is_told():
    _, made = taken()
    refund = asked_back(made, 400)
    result = booked(made, refund, Answer(refused="too_old"))
    assert (result.refund_failed, refund.progress, made.refundable) == (True, Progress.REFUSED, euros(1000))
