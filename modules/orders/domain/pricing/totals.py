"""Totals: every number of an order, and they always add up."""

from collections.abc import Sequence
from datetime import datetime

from modules.orders.domain.pricing.baskets import Basket, BasketLine
from modules.orders.domain.pricing.coupons import Coupon
from modules.orders.domain.pricing.percents import Percent
from modules.orders.domain.pricing.shipping import Sending, ShippingTable
from modules.orders.domain.pricing.taxes import TaxTable, rate_for
from souk.kernel import Money, Value


class PricedLine(Value):
    """A line with its share of everything. `tax` comes on top, `included_tax` is already in the price."""

    line: BasketLine
    total: Money
    discount: Money
    tax: Money
    included_tax: Money
    tax_percent: Percent


class Totals(Value):
    """subtotal - discount + shipping + tax = total; `included_tax` is said besides, and changes nothing."""

    country: str
    lines: tuple[PricedLine, ...]
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    included_tax: Money
    total: Money
    sending: Sending
    coupon: str | None

    @property
    def currency(self) -> str:
        return self.total.currency


class PriceRules(Value):
    """What the staff decided, or a new shop begins with."""

    shipping: ShippingTable = ShippingTable()
    taxes: TaxTable = TaxTable()


def price(
    basket: Basket,
    rules: PriceRules,
    *,
    at: datetime,
    country: str | None = None,
    method: str | None = None,
    coupon: Coupon | None = None,
) -> Totals:
    """Compute what it costs to send the basket to that country, or within the shop's own.

    Shipping is charged as its table says.
    Rounded half to even, once for each line and each of its shares; sums are exact.
    """
    country = country or rules.taxes.home_country
    zero = Money.zero(basket.currency)
    discounts = coupon.discount_on(basket, at) if coupon else [zero] * len(basket.lines)
    lines = _priced(basket, discounts, rules.taxes, country)
    discount = Money.total(discounts, basket.currency)
    goods = basket.subtotal - discount
    sending = rules.shipping.choose(country, basket, goods, method)
    tax = Money.total((line.tax for line in lines), basket.currency)
    return Totals(
        country=country,
        lines=lines,
        subtotal=basket.subtotal,
        discount=discount,
        shipping=sending.price,
        tax=tax,
        included_tax=Money.total((line.included_tax for line in lines), basket.currency),
        total=goods + sending.price + tax,
        sending=sending,
        coupon=coupon.code if coupon else None,
    )


def _priced(
    basket: Basket, discounts: Sequence[Money], taxes: TaxTable, country: str
) -> tuple[PricedLine, ...]:
    zero = Money.zero(basket.currency)
    rates = taxes.rates_in(country)
    return tuple(
        PricedLine(
            line=line,
            total=line.total,
            discount=discount,
            tax=zero if taxes.prices_include_tax else rate.of(line.total - discount),
            included_tax=rate.within(line.total - discount) if taxes.prices_include_tax else zero,
            tax_percent=rate,
        )
        for line, discount in zip(basket.lines, discounts, strict=True)
        for rate in [rate_for(rates, line.goods.category_path)]
    )
