"""A payment: what becomes of it, and what must be asked so that it costs nothing."""

import pytest

from modules.payments.domain.found import Standing
from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind
from modules.payments.domain.payment import MoreThanIsLeft
from tests.payments.domain.made import NOON, operation, payment
from tests.payments.domain.provider_model import ModelProvider, euros


def test_an_answer_that_does_not_come_makes_a_new_payment_unknown_and_no_other():
    new = payment(ModelProvider(1000))
    (entry,) = new.doubt(NOON)
    assert (entry.happening, new.status) == (Happening.DOUBTED, Status.UNKNOWN)
    assert new.doubt(NOON) == []
    known = payment(ModelProvider(1000, standing=Standing.CAPTURED, captured=1000), learned=True)
    assert (known.doubt(NOON), known.status) == ([], Status.CAPTURED)


def test_what_the_provider_never_heard_of_is_voided_without_it():
    made = payment(ModelProvider(1000))
    made.doubt(NOON)
    assert [entry.happening for entry in made.drop(NOON)] == [Happening.VOIDED]
    assert made.costs_nothing


def test_what_is_not_to_be_voided_needs_nothing():
    assert payment(ModelProvider(1000)).next_towards_nothing() is None


@pytest.mark.parametrize("standing", [Standing.AUTHORIZED, Standing.ACTION_REQUIRED])
def test_money_that_was_not_taken_is_let_go(standing):
    made = payment(ModelProvider(1000, standing=standing), learned=True)
    made.void_wanted = True
    assert made.next_towards_nothing() == (Kind.VOID, euros(1000))


def test_money_that_was_taken_is_given_back_less_what_is_on_its_way():
    made = payment(ModelProvider(1000, standing=Standing.CAPTURED, captured=1000), learned=True)
    made.void_wanted = True
    assert made.next_towards_nothing() == (Kind.REFUND, euros(1000))
    made.want_refund(euros(400))
    assert made.next_towards_nothing() == (Kind.REFUND, euros(600))
    made.want_refund(euros(600))
    assert made.next_towards_nothing() is None


def test_a_refund_that_came_to_nothing_may_be_asked_for_again():
    made = payment(ModelProvider(1000, standing=Standing.CAPTURED, captured=1000), learned=True)
    made.want_refund(euros(600))
    made.end_refund(operation(made, Kind.REFUND, 600))
    assert made.refundable == euros(1000)
    for minor in (0, -1, 1001):
        with pytest.raises(MoreThanIsLeft):
            made.want_refund(euros(minor))


@pytest.mark.parametrize(
    ("standing", "captured", "nothing"),
    [
        (Standing.PENDING, 0, False),
        (Standing.FAILED, 0, True),
        (Standing.VOIDED, 0, True),
        (Standing.AUTHORIZED, 0, False),
        (Standing.CAPTURED, 1000, False),
    ],
)
def test_costs_nothing_once_it_has_ended_without_money(standing, captured, nothing):
    made = payment(ModelProvider(1000, standing=standing, captured=captured), learned=True)
    assert made.costs_nothing is nothing


def test_costs_nothing_once_all_of_it_was_given_back():
    provider = ModelProvider(1000, standing=Standing.CAPTURED, captured=1000)
    provider.refund(400)
    assert not payment(provider, learned=True).costs_nothing
    provider.refund(600)
    made = payment(provider, learned=True)
    assert (made.costs_nothing, made.status) == (True, Status.REFUNDED)
