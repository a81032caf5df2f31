"""Money adds up, rounds once, and reads nothing but plain digits."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from souk.kernel import CurrencyMismatch, InvalidAmount, Money
from tests.examples import A_FEW

CURRENCIES = {"EUR": 2, "JPY": 0, "BHD": 3}


def euros(text: str) -> Money:
    return Money.parse(text, "EUR")


def test_takes_a_quarter_off():
    assert euros("19.99") - euros("19.99").percent(Decimal(25)) == euros("14.99")


def test_adds_tax_and_shipping():
    price = euros("24.99")
    assert price + price.percent(Decimal("10.75")) + euros("6.44") == euros("34.12")


def test_takes_a_small_rate_of_a_large_sum():
    assert euros("164.02").percent(Decimal("2.6")) == euros("4.26")


@pytest.mark.parametrize(("amount", "half"), [("0.01", "0.00"), ("0.03", "0.02"), ("0.05", "0.02")])
def test_rounds_half_to_even(amount: str, half: str):
    assert euros(amount).percent(Decimal(50)) == euros(half)


BAD_AMOUNTS = [
    *["", " 1", "1 ", "1\n", "+1", "01", "1.", ".5", "1,00", "1_000", "0x10", "1.001", "9" * 19],
    *["1e2", "1E+999999999", "NaN", "Infinity", "-", "\N{ARABIC-INDIC DIGIT ONE}"],
]


@pytest.mark.parametrize("text", BAD_AMOUNTS)
def test_reads_nothing_but_plain_digits(text: str):
    with pytest.raises(InvalidAmount):
        euros(text)


def test_has_as_many_decimals_as_its_currency():
    shown = {currency: str(Money.parse("7", currency).major) for currency in CURRENCIES}
    assert shown == {"EUR": "7.00", "JPY": "7", "BHD": "7.000"}
    with pytest.raises(InvalidAmount):
        Money.parse("7.0", "JPY")


def test_two_currencies_do_not_add_up():
    with pytest.raises(CurrencyMismatch):
        _ = euros("1") + Money.zero("USD")
    with pytest.raises(CurrencyMismatch):
        _ = euros("1") < Money.zero("USD")


def test_is_a_value():
    assert euros("1.00") == Money(minor=100, currency="EUR")
    assert sorted([euros("2"), euros("1")]) == [euros("1"), euros("2")]
    assert euros("2") >= euros("2") > euros("1")
    assert -euros("2") + euros("3") == euros("1")
    assert euros("2") * 3 == euros("6.00")
    assert str(euros("599.9")) == "599.90 EUR"
    assert Money.total([euros("1"), euros("2.50")], "EUR") == euros("3.50")


@A_FEW
@given(st.integers(-(10**15), 10**15), st.sampled_from(sorted(CURRENCIES)))
def test_what_is_shown_can_be_read_again(minor: int, currency: str):
    money = Money(minor=minor, currency=currency)
    assert Money.parse(str(money.major), currency) == money


@A_FEW
@given(st.integers(0, 10**15), st.decimals(0, 100, places=2))
def test_a_share_and_its_rest_make_the_whole(minor: int, rate: Decimal):
    whole = Money(minor=minor, currency="EUR")
    share = whole.percent(rate)
    assert share + (whole - share) == whole
    assert Money.zero("EUR") <= share <= whole


def test_holds_what_a_bigint_holds_and_not_a_cent_more():
    assert euros("92233720368547758.07").minor == 2**63 - 1
    with pytest.raises(InvalidAmount, match="too large"):
        euros("92233720368547758.08")


def test_knows_more_from_less_in_one_currency_only():
    assert max(euros("1.50"), euros("1.49")) == euros("1.50")
    with pytest.raises(CurrencyMismatch):
        sorted([euros("1.50"), Money.parse("2", "JPY")])


def test_what_is_owed_and_what_is_owing_cancel_out():
    assert Money.total([euros("1.50"), -euros("1.50")], "EUR") == Money.zero("EUR")


def test_is_written_with_its_decimals_and_its_currency():
    assert str(euros("5")) == "5.00 EUR"
