"""What orders tells others when asked."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.contracts.commands import MOST_LINES, Country, CouponCode, MethodName, OrderedItem
from souk.kernel import Money, Value
from souk.messages import Query


class QuotedLine(Value):
    """What one item costs, its share of the discount, and its tax on top or included.

    `available` is how many may be ordered now; nothing is refused for lack of them.
    """

    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    quantity: int
    available: int
    unit_price: Money
    line_total: Money
    discount: Money
    tax: Money
    tax_included: Money


class Quote(Value):
    """What an order would come to: subtotal - discount + shipping + tax = total.

    Tax that the prices include already is shown in `tax_included` and is no part of that sum.
    """

    lines: list[QuotedLine]
    country: str
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    tax_included: Money
    total: Money
    shipping_method: str
    coupon: str | None


class QuoteOrder(Query[Quote], wire="orders.quote_order.v1"):
    """Asks what these items would come to in that country; nothing is stored or promised.

    Refused as an order would be: unknown or unsellable items, a coupon that does not hold (`coupon_…`), a
    country or method that nothing is sent by.
    """

    items: Annotated[tuple[OrderedItem, ...], Meta(min_length=1, max_length=MOST_LINES)]
    country: Country | None = None
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None
