"""Shipping methods: where they go, and what they cost."""

import pytest

from modules.orders.domain.pricing.baskets import BasketLine, basket_of
from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.shipping import (
    Measure,
    MethodGivenTwice,
    ShippingMethod,
    ShippingNotPossible,
    ShippingTable,
    Step,
    StepsOutOfOrder,
)
from modules.orders.domain.pricing.taxes import RateGivenTwice, TaxRate, TaxTable
from souk.kernel import Money
from tests.orders.domain.goods import goods


def method(code: str, *steps: tuple[int, int], **changes) -> ShippingMethod:
    made = tuple(Step(begins=begins, price_minor=minor) for begins, minor in steps or ((0, 500),))
    return ShippingMethod(**({"code": code, "name": code, "currency": "EUR", "steps": made} | changes))


def chosen(
    *methods: ShippingMethod,
    country: str = "DE",
    grams: int = 0,
    minor: int = 1000,
    code: str | None = None,
    currency: str = "EUR",
):
    money = Money(minor=minor, currency=currency)
    line = BasketLine(goods=goods(money, weight_grams=grams), quantity=1)
    sending = ShippingTable(methods=methods).choose(country, basket_of([line]), money, code)
    return sending.method, sending.price.minor


def test_takes_the_first_method_that_goes_there():
    abroad = method("abroad", countries=("CH",))
    home = method("home", countries=("DE", "AT"))
    assert chosen(abroad, home)[0] == "home"
    assert chosen(abroad, home, country="CH")[0] == "abroad"


def test_takes_the_one_that_was_asked_for():
    assert chosen(method("standard"), method("express", (0, 1500)), code="express") == ("express", 1500)


@pytest.mark.parametrize("wanted", [{"country": "FR"}, {"code": "pigeon"}, {"grams": 2001}, {"minor": 99}])
def test_refuses_what_cannot_be_sent(wanted):
    only = method("home", (100, 500), countries=("DE",), heaviest_grams=2000)
    with pytest.raises(ShippingNotPossible):
        chosen(only, **wanted)


@pytest.mark.parametrize(("grams", "price"), [(0, 400), (999, 400), (1000, 600), (50_000, 900)])
def test_costs_what_its_step_of_weight_says(grams: int, price: int):
    by_weight = method("post", (0, 400), (1000, 600), (5000, 900), measure=Measure.WEIGHT)
    assert chosen(by_weight, grams=grams)[1] == price


def test_becomes_free_from_a_total_on():
    by_total = method("post", (0, 400), (5000, 0))
    assert [chosen(by_total, minor=minor)[1] for minor in (4999, 5000)] == [400, 0]


def test_free_is_free_in_every_currency_and_a_price_is_not():
    assert chosen(method("post", (0, 0)), currency="USD")[1] == 0
    with pytest.raises(ShippingNotPossible):
        chosen(method("post", (0, 400)), currency="USD")


def test_tables_can_be_read_in_one_way_only():
    with pytest.raises(MethodGivenTwice):
        ShippingTable(methods=(method("a"), method("a"))).checked()
    for steps in (((5, 1), (5, 2)), ((5, 1), (4, 2))):
        with pytest.raises(StepsOutOfOrder):
            ShippingTable(methods=(method("a", *steps),)).checked()
    rate = TaxRate(country="DE", percent=Percent(thousandths=1))
    with pytest.raises(RateGivenTwice):
        TaxTable(rates=(rate, rate)).checked()
    table = ShippingTable(methods=(method("a"), method("b")))
    assert table.checked() is table
    assert TaxTable(rates=(rate,)).checked().rates == (rate,)


def test_a_percentage_is_read_and_shown_exactly():
    for text in ("8.875", "19", "0", "100", "0.5", "20"):
        assert str(Percent.parse(text).number) == text
