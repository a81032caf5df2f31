"""What several endpoints of orders take and show alike: coupons, shipping methods, tax rates."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import UNSET, Meta, UnsetType

from modules.orders.domain.pricing.coupons import CouponWishes, KeptCoupon, Limit
from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.shipping import Measure, ShippingMethod, ShippingTable, Step
from modules.orders.domain.pricing.taxes import Country, TaxRate, TaxTable
from souk.http import Amount, Body, Shown
from souk.kernel import Currency, Money

Time = Annotated[datetime, Meta(tz=True)]


class ShippingStepShown(Shown, rename={"begins": "from"}):
    """From so much on (grams, or an amount of the currency) it costs this."""

    begins: Decimal
    price: Decimal


class ShippingMethodShown(Shown):
    """`price` is what the smallest parcel costs; `measure` is what the steps are counted in."""

    code: str
    name: str
    price: Decimal
    currency: str
    measure: Measure
    countries: list[Country]
    steps: list[ShippingStepShown]
    heaviest_grams: int | None


class ShippingTableShown(Shown):
    """Methods, the preferred ones first."""

    items: list[ShippingMethodShown]


class TaxRateShown(Shown):
    country: Country
    category: str | None
    percent: Decimal


class TaxTableShown(Shown):
    home_country: str
    prices_include_tax: bool
    items: list[TaxRateShown]


class CouponTermsBody(Body):
    """Either `percent` (19 or 12.5) or `amount` with its `currency`, which `minimum` needs too."""

    percent: Amount | UnsetType | None = UNSET
    amount: Amount | UnsetType | None = UNSET
    currency: Currency | UnsetType | None = UNSET
    minimum: Amount | UnsetType | None = UNSET
    starts_at: Time | UnsetType | None = UNSET
    ends_at: Time | UnsetType | None = UNSET
    total_limit: Limit | UnsetType | None = UNSET
    customer_limit: Limit | UnsetType | None = UNSET

    @property
    def wishes(self) -> CouponWishes:
        return CouponWishes(
            percent=_text(self.percent),
            amount=_text(self.amount),
            currency=self.currency,
            minimum=_text(self.minimum),
            starts_at=self.starts_at,
            ends_at=self.ends_at,
            total_limit=self.total_limit,
            customer_limit=self.customer_limit,
        )


class CouponShown(Shown):
    """`percent` or `amount` comes off the goods; `used` counts the orders that hold a use."""

    id: UUID
    code: str
    percent: Decimal | None
    amount: Decimal | None
    currency: str | None
    minimum: Decimal | None
    starts_at: datetime | None
    ends_at: datetime | None
    total_limit: int | None
    customer_limit: int | None
    used: int
    retired: bool


def shown_coupon(coupon: KeptCoupon) -> CouponShown:
    terms = coupon.terms
    percent = terms.percent_thousandths
    return CouponShown(
        id=coupon.id,
        code=coupon.code,
        percent=None if percent is None else Percent(thousandths=percent).number,
        amount=_amount(terms.amount_minor, terms.currency),
        currency=terms.currency,
        minimum=_amount(terms.minimum_minor, terms.currency),
        starts_at=terms.starts_at,
        ends_at=terms.ends_at,
        total_limit=terms.total_limit,
        customer_limit=terms.customer_limit,
        used=coupon.used,
        retired=coupon.retired,
    )


def shown_shipping(table: ShippingTable) -> ShippingTableShown:
    return ShippingTableShown(items=[_method(method) for method in table.methods])


def shown_taxes(table: TaxTable) -> TaxTableShown:
    return TaxTableShown(
        home_country=table.home_country,
        prices_include_tax=table.prices_include_tax,
        items=[_rate(rate) for rate in table.rates],
    )


def _method(method: ShippingMethod) -> ShippingMethodShown:
    return ShippingMethodShown(
        code=method.code,
        name=method.name,
        price=_major(method.steps[0].price_minor, method),
        currency=method.currency,
        measure=method.measure,
        countries=list(method.countries),
        steps=[_step(step, method) for step in method.steps],
        heaviest_grams=method.heaviest_grams,
    )


def _step(step: Step, method: ShippingMethod) -> ShippingStepShown:
    grams = method.measure is Measure.WEIGHT
    begins = Decimal(step.begins) if grams else _major(step.begins, method)
    return ShippingStepShown(begins=begins, price=_major(step.price_minor, method))


def _rate(rate: TaxRate) -> TaxRateShown:
    return TaxRateShown(country=rate.country, category=rate.category, percent=rate.percent.number)


def _text(amount: Amount | UnsetType | None) -> str | UnsetType | None:
    return amount.text if isinstance(amount, Amount) else amount


def _amount(minor: int | None, currency: str | None) -> Decimal | None:
    return None if minor is None or currency is None else Money(minor=minor, currency=currency).major


def _major(minor: int, method: ShippingMethod) -> Decimal:
    return Money(minor=minor, currency=method.currency).major
