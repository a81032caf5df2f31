"""Coupons: what they take off, and when they do not."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from modules.orders.domain.pricing.baskets import Basket, BasketLine, basket_of
from modules.orders.domain.pricing.coupons import (
    AmountWithoutCurrency,
    Coupon,
    CouponNeedsMore,
    CouponTerms,
    CouponUnknown,
    CouponUsedUp,
    CouponWishes,
    EndsBeforeItStarts,
    NeitherPercentNorAmount,
    guest_as_customer,
)
from modules.orders.domain.pricing.spreading import spread
from souk.kernel import InvalidAmount, Money, Refusal, new_id
from tests.examples import A_FEW
from tests.orders.domain.goods import goods

NOW = datetime(2026, 6, 1, tzinfo=UTC)
HOUR = timedelta(hours=1)


def coupon(**changes) -> Coupon:
    said = {
        "percent_thousandths": 10_000,
        "amount_minor": None,
        "currency": None,
        "minimum_minor": None,
        "starts_at": None,
        "ends_at": None,
        "total_limit": None,
        "customer_limit": None,
        "used": 0,
        "retired": False,
    }
    return Coupon(id=new_id(), code="SAVE", version=1, **(said | changes))


def basket(minor: int = 10_000) -> Basket:
    price = Money(minor=minor, currency="EUR")
    return basket_of([BasketLine(goods=goods(price), quantity=1)])


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"starts_at": NOW, "ends_at": NOW + HOUR},
        {"minimum_minor": 10_000, "currency": "EUR"},
        {"total_limit": 1},
    ],
)
def test_is_good_up_to_its_very_limits(changes):
    assert [each.minor for each in coupon(**changes).discount_on(basket(), NOW)] == [1000]


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"starts_at": NOW + HOUR}, CouponUnknown),
        ({"ends_at": NOW}, CouponUnknown),
        ({"retired": True}, CouponUnknown),
        ({"amount_minor": 5, "percent_thousandths": None, "currency": "USD"}, CouponUnknown),
        ({"minimum_minor": 10_001, "currency": "EUR"}, CouponNeedsMore),
        ({"total_limit": 3, "used": 3}, CouponUsedUp),
    ],
)
def test_is_refused_beyond_them(changes, refusal: type[Refusal]):
    with pytest.raises(refusal):
        coupon(**changes).discount_on(basket(), NOW)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"percent_thousandths": None}, NeitherPercentNorAmount),
        ({"amount_minor": 500, "currency": "EUR"}, NeitherPercentNorAmount),
        ({"percent_thousandths": None, "amount_minor": 500}, AmountWithoutCurrency),
        ({"minimum_minor": 500}, AmountWithoutCurrency),
        ({"starts_at": NOW, "ends_at": NOW}, EndsBeforeItStarts),
    ],
)
def test_says_one_thing(changes, refusal: type[Refusal]):
    with pytest.raises(refusal):
        coupon(**changes).terms.checked()
    assert coupon().terms.checked() == CouponTerms(percent_thousandths=10_000)


def test_a_guest_is_the_same_customer_however_the_address_is_spelled():
    assert guest_as_customer(" Ann@Example.com ") == guest_as_customer("ann@example.com")
    assert guest_as_customer("ann@example.com") != guest_as_customer("bea@example.com")


@A_FEW
@given(st.lists(st.integers(0, 10**12), max_size=50), st.data())
def test_the_parts_of_what_is_spread_add_up_and_none_exceeds_its_weight(weights: list[int], data):
    amount = data.draw(st.integers(0, sum(weights)))
    shares = spread(amount, weights)
    assert sum(shares) == amount
    assert all(0 <= share <= weight for share, weight in zip(shares, weights, strict=True))


def test_staff_change_everything_but_its_code_and_its_count():
    issued = Coupon.issued(id=new_id(), code="save", terms=CouponTerms(percent_thousandths=5_000))
    issued.revise(CouponTerms(amount_minor=500, currency="EUR"))
    issued.retire()
    assert issued.kept.terms == CouponTerms(amount_minor=500, currency="EUR")
    assert (issued.kept.code, issued.kept.used, issued.kept.retired) == ("SAVE", 0, True)
    with pytest.raises(CouponUnknown):
        issued.discount_on(basket(), NOW)


def test_what_staff_do_not_name_stays_as_it_is():
    terms = CouponTerms(percent_thousandths=5_000, total_limit=3, starts_at=NOW)
    assert CouponWishes().applied_to(terms) == terms
    changed = CouponWishes(percent="10.75", total_limit=None, ends_at=NOW + HOUR).applied_to(terms)
    assert changed == CouponTerms(percent_thousandths=10_750, starts_at=NOW, ends_at=NOW + HOUR)


def test_amounts_are_in_the_currency_that_is_named_with_them_or_was_before():
    euros = CouponTerms(amount_minor=500, currency="EUR")
    assert CouponWishes(minimum="20").applied_to(euros).minimum_minor == 2000
    yen = CouponWishes(amount="500", currency="JPY").applied_to(euros)
    assert (yen.amount_minor, yen.currency) == (500, "JPY")


def test_terms_that_are_changed_still_say_one_thing():
    tenth = CouponTerms(percent_thousandths=10_000)
    with pytest.raises(AmountWithoutCurrency):
        CouponWishes(minimum="20").applied_to(tenth)
    with pytest.raises(NeitherPercentNorAmount):
        CouponWishes(percent=None).applied_to(tenth)
    with pytest.raises(EndsBeforeItStarts):
        CouponWishes(starts_at=NOW, ends_at=NOW).applied_to(tenth)
    for wishes in (CouponWishes(percent="100.001"), CouponWishes(amount="5.999", currency="EUR")):
        with pytest.raises(InvalidAmount):
            wishes.applied_to(tenth)
