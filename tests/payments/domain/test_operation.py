"""Operations: asked for perhaps often, ended once."""

from datetime import timedelta

from modules.payments.domain.operation import Kind, Progress
from tests.payments.domain.made import NOON, operation, payment
from tests.payments.domain.provider_model import ModelProvider

LATER = NOON + timedelta(minutes=1)


def test_knows_whether_the_provider_may_have_heard_of_it_before():
    made = operation(payment(ModelProvider(1000)), Kind.CHARGE)
    assert not made.ask(NOON)
    assert made.ask(LATER)
    assert (made.progress, made.asked_at) == (Progress.ASKED, NOON)


def test_what_ended_once_stays_as_it_is():
    made = operation(payment(ModelProvider(1000)), Kind.CHARGE)
    assert made.open
    made.end(Progress.REFUSED, NOON, "no_such_card")
    made.end(Progress.DONE, LATER)
    assert (made.open, made.progress, made.ended_at) == (False, Progress.REFUSED, NOON)
    assert made.failure == "no_such_card"
