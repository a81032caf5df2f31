"""The books against the provider."""

from uuid import UUID

from modules.payments.domain.found import Standing
from modules.payments.domain.reconciling import Sums, differences
from souk.kernel import new_id
from tests.payments.domain.provider_model import ModelProvider, euros

PAYMENT = new_id()


def said(captured: int, refunded: int = 0, *, payment_id: UUID | None = PAYMENT):
    provider = ModelProvider(1000, payment_id, Standing.CAPTURED, captured)
    if refunded:
        provider.refund(refunded)
    return provider.says()


def sums(captured: int, refunded: int = 0, *, expected: bool = True) -> Sums:
    return Sums(captured=euros(captured), refunded=euros(refunded), expected=expected)


def test_books_that_agree_differ_in_nothing():
    found = said(1000, 300)
    assert list(differences({PAYMENT: sums(1000, 300)}, [found])) == []


def test_every_sum_that_differs_is_named():
    found = said(1000, 300)
    what = [each.what for each in differences({PAYMENT: sums(900, 0)}, [found])]
    assert what == ["captured differs", "refunded differs"]


def test_money_that_the_books_do_not_know_is_named_and_nothing_without_money():
    taken, declined = said(500), ModelProvider(1000, standing=Standing.FAILED).says()
    assert [each.reference for each in differences({}, [taken, declined])] == ["ch_1"]
    strangers = said(500, payment_id=None)
    assert [each.what for each in differences({}, [strangers])] == ["only the provider knows it"]


def test_money_that_the_provider_does_not_know_is_named_once_it_must():
    missing, young = new_id(), new_id()
    booked = {missing: sums(1000), young: sums(1000, expected=False)}
    assert [each.payment_id for each in differences(booked, [])] == [missing]
