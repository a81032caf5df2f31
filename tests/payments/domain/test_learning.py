"""What a provider says, compared with the books."""

from datetime import UTC, datetime
from uuid import uuid5

import msgspec
import pytest

from modules.payments.domain.found import Standing
from modules.payments.domain.learning import Contradiction
from modules.payments.domain.lifecycle import Happening, NotInThisState, Status, follow
from modules.payments.domain.payment import MoreThanIsLeft, NothingToTake, OtherCurrency, Payment
from souk.kernel import Money, new_id
from tests.payments.domain.provider_model import ModelProvider, euros

AT = datetime(2026, 1, 1, tzinfo=UTC)


@pytest.fixture
def provider():
    return ModelProvider(1000)


@pytest.fixture
def payment(provider):
    return Payment.requested(
        id=provider.payment_id, order_id=new_id(), person_id=None, amount=euros(1000), at=AT, provider="m"
    )


def captured(provider, minor=1000):
    provider.standing, provider.captured = Standing.CAPTURED, minor
    return provider.says()


def test_writes_the_authorization_before_what_was_taken(provider, payment):
    entries = payment.learn(captured(provider), AT)
    assert [entry.happening for entry in entries] == [Happening.AUTHORIZED, Happening.CAPTURED]
    assert payment.status is Status.CAPTURED


def test_hears_nothing_new_in_what_it_knows(provider, payment):
    payment.learn(captured(provider), AT)
    assert payment.learn(provider.says(), AT) == []


def test_does_not_go_back_to_what_was_before(provider, payment):
    provider.standing = Standing.ACTION_REQUIRED
    before = provider.says()
    payment.learn(captured(provider), AT)
    assert payment.learn(before, AT) == []
    assert payment.status is Status.CAPTURED


def test_an_authorization_that_was_let_go_stays_so_when_old_news_arrives(provider, payment):
    provider.standing = Standing.AUTHORIZED
    before = provider.says()
    provider.standing = Standing.VOIDED
    payment.learn(provider.says(), AT)
    assert payment.learn(before, AT) == []
    assert payment.status is Status.VOIDED


def test_money_that_was_taken_after_all_is_booked(provider, payment):
    provider.standing = Standing.FAILED
    payment.learn(provider.says(), AT)
    assert (payment.status, payment.failure) == (Status.FAILED, "card_declined")
    payment.learn(captured(provider), AT)
    assert (payment.status, payment.captured) == (Status.CAPTURED, euros(1000))


def test_a_refund_made_at_the_providers_desk_gets_the_same_id_each_time(provider, payment):
    payment.learn(captured(provider), AT)
    provider.refund(400)
    provider.refunds[0] = msgspec.structs.replace(provider.refunds[0], refund_id=None)
    (entry,) = payment.learn(provider.says(), AT)
    assert entry.refund_id == uuid5(payment.id, "re_1")
    assert payment.status is Status.PARTIALLY_REFUNDED


@pytest.mark.parametrize(
    "wrong",
    [
        {"captured": Money(minor=1000, currency="USD")},
        {"authorized": euros(1001)},
        {"captured": euros(1001)},
        {"payment_id": new_id()},
        {"reference": "ch_other"},
        {"standing": Standing.AUTHORIZED, "captured": euros(0), "authorized": euros(999)},
    ],
)
def test_believes_nothing_that_cannot_be_true_of_the_payment(provider, payment, wrong):
    payment.reference = "ch_1"
    said = msgspec.structs.replace(captured(provider), **wrong)
    with pytest.raises(Contradiction):
        payment.learn(said, AT)
    assert (payment.status, payment.lines) == (Status.CREATED, 0)


def test_of_two_refunds_of_60_percent_the_second_is_refused(provider, payment):
    payment.learn(captured(provider), AT)
    payment.want_refund(euros(600))
    with pytest.raises(MoreThanIsLeft) as refused:
        payment.want_refund(euros(600))
    assert str(refused.value.data["left"]) == "4.00"


def test_refuses_a_refund_in_another_currency(provider, payment):
    payment.learn(captured(provider), AT)
    with pytest.raises(OtherCurrency):
        payment.want_refund(Money(minor=1, currency="USD"))


def test_takes_a_part_of_what_was_authorized_and_never_more(provider, payment):
    provider.standing = Standing.AUTHORIZED
    payment.learn(provider.says(), AT)
    assert payment.want_capture(euros(300)) == euros(300)
    assert payment.want_capture(None) == euros(1000)
    for minor in (0, -1, 1001):
        with pytest.raises(MoreThanIsLeft):
            payment.want_capture(euros(minor))


def test_takes_nothing_that_is_to_be_let_go(provider, payment):
    provider.standing = Standing.AUTHORIZED
    payment.learn(provider.says(), AT)
    payment.void_wanted = True
    with pytest.raises(NothingToTake):
        payment.want_capture(None)


def test_what_is_not_in_the_table_is_refused():
    with pytest.raises(NotInThisState):
        follow(Status.REFUNDED, Happening.FAILED)


def test_a_tombstone_costs_nothing():
    stone = Payment.never(id=new_id(), order_id=new_id(), at=AT)
    assert stone.costs_nothing
    assert stone.next_towards_nothing() is None


def test_believes_no_refund_of_more_than_was_taken(provider, payment):
    provider.refund(1001)
    with pytest.raises(Contradiction):
        payment.learn(captured(provider), AT)
    assert payment.lines == 0


def test_what_is_taken_in_two_steps_is_booked_in_two(provider, payment):
    first = payment.learn(captured(provider, 400), AT)
    rest = payment.learn(captured(provider, 1000), AT)
    assert [entry.amount.minor for entry in (*first, *rest)] == [1000, 400, 600]
    assert payment.captured == euros(1000)
