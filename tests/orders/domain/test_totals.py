"""Totals: the examples that the shop promises, and that everything always adds up."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.orders.domain.pricing.baskets import BasketLine, MixedCurrencies, TotalTooLarge, basket_of
from modules.orders.domain.pricing.coupons import Coupon
from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.shipping import Measure, ShippingMethod, ShippingTable, Step
from modules.orders.domain.pricing.taxes import TaxRate, TaxTable
from modules.orders.domain.pricing.totals import PriceRules, Totals, price
from souk.kernel import Money, new_id
from souk.kernel.money import LARGEST
from tests.examples import A_FEW
from tests.orders.domain.goods import goods

NOW = datetime(2026, 1, 1, tzinfo=UTC)


def line(minor: int, quantity: int = 1, currency: str = "EUR", *path: str) -> BasketLine:
    money = Money(minor=minor, currency=currency)
    return BasketLine(goods=goods(money, category_path=path), quantity=quantity)


def sending_for(minor: int, currency: str = "EUR") -> ShippingTable:
    steps = (Step(begins=0, price_minor=minor),)
    return ShippingTable(
        methods=(ShippingMethod(code="standard", name="Standard", currency=currency, steps=steps),)
    )


def taxes(thousandths: int, *, included: bool = False) -> TaxTable:
    rates = (TaxRate(country="DE", percent=Percent(thousandths=thousandths)),)
    return TaxTable(prices_include_tax=included, rates=rates)


def coupon(percent: int | None = None, amount: int | None = None, currency: str | None = None) -> Coupon:
    return Coupon(
        id=new_id(),
        code="SAVE",
        percent_thousandths=percent,
        amount_minor=amount,
        currency=currency,
        minimum_minor=None,
        starts_at=None,
        ends_at=None,
        total_limit=None,
        customer_limit=None,
        used=0,
        retired=False,
        version=1,
    )


def cost(
    *lines: BasketLine, shipping: int = 0, tax: TaxTable | None = None, off: Coupon | None = None
) -> Totals:
    currency = lines[0].goods.price.currency
    rules = PriceRules(shipping=sending_for(shipping, currency), taxes=tax or TaxTable())
    return price(basket_of(lines), rules, country="DE", at=NOW, coupon=off)


def test_one_item_costs_its_price_where_tax_is_included_and_shipping_free():
    totals = cost(line(59999))
    assert (totals.subtotal.minor, totals.shipping.minor, totals.tax.minor) == (59999, 0, 0)
    assert totals.total == Money(minor=59999, currency="EUR")


def test_a_quarter_off_19_99_leaves_14_99():
    assert cost(line(1999), off=coupon(percent=25_000)).total.minor == 1499


def test_24_99_with_10_75_percent_on_top_and_6_44_for_shipping_is_34_12():
    assert cost(line(2499), shipping=644, tax=taxes(10_750)).total.minor == 3412


def test_2_6_percent_of_164_02_are_4_26():
    assert cost(line(16402), tax=taxes(2_600)).tax.minor == 426


def test_tax_within_the_price_is_told_and_changes_nothing():
    totals = cost(line(11900), tax=taxes(19_000, included=True))
    assert (totals.included_tax.minor, totals.tax.minor, totals.total.minor) == (1900, 0, 11900)


@pytest.mark.parametrize(("minor", "within"), [(3, 0), (9, 2), (15, 2), (21, 4)])
def test_a_tie_goes_to_the_even_cent_within_a_price_too(minor: int, within: int):
    """20 % within 0.03 are exactly half a cent; a sixth is no decimal, so this needs exact fractions."""
    assert cost(line(minor), tax=taxes(20_000, included=True)).included_tax.minor == within


def test_a_tie_goes_to_the_even_cent_on_top():
    assert [cost(line(minor), tax=taxes(10_000)).tax.minor for minor in (5, 15, 25)] == [0, 2, 2]


def test_tax_is_rounded_line_by_line():
    totals = cost(line(5), line(5), tax=taxes(10_000))
    assert totals.tax.minor == 0
    assert cost(line(5, 2), tax=taxes(10_000)).tax.minor == 1


def test_tax_is_due_on_what_is_left_after_the_discount():
    totals = cost(line(10000), tax=taxes(10_000), off=coupon(percent=50_000))
    assert (totals.discount.minor, totals.tax.minor, totals.total.minor) == (5000, 500, 5500)


def test_yen_have_no_cents():
    totals = cost(line(1999, 1, "JPY"), shipping=500, tax=taxes(10_000), off=coupon(percent=25_000))
    assert (totals.discount.minor, totals.tax.minor) == (500, 150)
    assert str(totals.total) == "2149 JPY"


def test_an_amount_is_spread_over_the_lines_to_the_last_cent():
    totals = cost(line(1000), line(1000), line(1000), off=coupon(amount=1000, currency="EUR"))
    assert [each.discount.minor for each in totals.lines] == [334, 333, 333]
    assert totals.total.minor == 2000


def test_an_amount_takes_off_no_more_than_the_goods_cost_and_leaves_shipping():
    totals = cost(line(500), shipping=300, off=coupon(amount=1000, currency="EUR"))
    assert (totals.discount.minor, totals.total.minor) == (500, 300)


def test_each_category_has_its_own_rate_and_the_deepest_one_holds():
    rates = tuple(
        TaxRate(country="DE", percent=Percent(thousandths=rate), category=category)
        for rate, category in ((19_000, None), (7_000, "books"), (0, "braille"))
    )
    table = TaxTable(prices_include_tax=False, rates=rates)
    totals = cost(
        line(1000),
        line(1000, 1, "EUR", "books"),
        line(1000, 1, "EUR", "books", "braille"),
        line(1000, 1, "EUR", "books", "novels"),
        tax=table,
    )
    assert [each.tax.minor for each in totals.lines] == [190, 70, 0, 70]


def test_goods_of_two_currencies_are_two_orders():
    with pytest.raises(MixedCurrencies):
        basket_of([line(100), line(100, 1, "USD")])


def test_what_no_till_can_hold_is_refused():
    with pytest.raises(TotalTooLarge):
        basket_of([line(LARGEST // 50, 99)])


STEPS = st.lists(st.integers(0, 5000), min_size=1, max_size=4).map(lambda prices: list(enumerate(prices)))
LINES = st.lists(st.tuples(st.integers(0, 10**9), st.integers(1, 99)), min_size=1, max_size=12)
COUPONS = st.one_of(
    st.none(),
    st.integers(0, 100_000).map(lambda percent: coupon(percent=percent)),
    st.integers(1, 10**10).map(lambda amount: coupon(amount=amount, currency="EUR")),
)


@A_FEW
@given(LINES, COUPONS, STEPS, st.integers(0, 100_000), st.booleans(), st.sampled_from(list(Measure)))
def test_everything_adds_up_whatever_it_is(lines, off, steps, rate, included, measure):
    method = ShippingMethod(
        code="any",
        name="Any",
        currency="EUR",
        measure=measure,
        steps=tuple(Step(begins=begins * 1000, price_minor=minor) for begins, minor in steps),
    )
    rules = PriceRules(shipping=ShippingTable(methods=(method,)), taxes=taxes(rate, included=included))
    basket = basket_of([line(minor, quantity) for minor, quantity in lines])
    totals = price(basket, rules, country="DE", at=NOW, coupon=off)
    assert totals.subtotal.minor == sum(minor * quantity for minor, quantity in lines)
    assert totals.total == totals.subtotal - totals.discount + totals.shipping + totals.tax
    assert totals.discount.minor == sum(each.discount.minor for each in totals.lines)
    assert totals.tax.minor == sum(each.tax.minor for each in totals.lines)
    assert all(0 <= each.discount.minor <= each.total.minor for each in totals.lines)
    assert all(each.included_tax <= each.total - each.discount for each in totals.lines)
    assert min(totals.total.minor, totals.tax.minor, totals.included_tax.minor) >= 0
