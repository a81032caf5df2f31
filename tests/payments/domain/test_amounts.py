"""Amounts that people type."""

import msgspec
import pytest

from modules.payments.domain.amounts import NotAnAmount, Typed, in_currency
from souk.kernel import Money
from tests.payments.domain.provider_model import euros


def test_become_money_of_the_payments_currency():
    assert in_currency("5.9", "EUR") == euros(590)
    assert in_currency("500", "JPY") == Money(minor=500, currency="JPY")


@pytest.mark.parametrize(("typed", "currency"), [("5.999", "EUR"), ("5.0", "JPY")])
def test_have_no_more_decimals_than_the_currency(typed, currency):
    with pytest.raises(NotAnAmount):
        in_currency(typed, currency)


@pytest.mark.parametrize("typed", ["", "-1", "1e3", "NaN", "1,50", "01", "1.", ".5", "1_0", "٣", "9" * 16])
def test_are_plain_digits(typed):
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(typed, Typed)
