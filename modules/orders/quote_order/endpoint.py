"""POST /api/orders/quote."""

from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.contracts.commands import (
    MOST_LINES,
    Country,
    CouponCode,
    MethodName,
)
from modules.orders.contracts.order_form import ItemForm
from modules.orders.contracts.queries import Quote, QuotedLine, QuoteOrder
from modules.orders.domain.pricing.baskets import MixedCurrencies, NotForSale, TotalTooLarge
from modules.orders.domain.pricing.coupons import CouponNeedsMore, CouponUnknown, CouponUsedUp
from modules.orders.domain.pricing.shipping import ShippingNotPossible
from souk.bus import Bus
from souk.http import Body, Shown, anyone, post

Said = Annotated[str, Meta(max_length=200)]


class QuotedAddressBody(Body):
    """As much of the address as is known already; what counts is the country."""

    country: Country | None = None
    region: Said = ""
    zip_code: Said = ""
    city: Said = ""
    street: Said = ""
    line2: Said = ""
    name: Said = ""
    company: Said = ""
    phone: Said = ""


class QuoteBody(Body):
    items: Annotated[tuple[ItemForm, ...], Meta(min_length=1, max_length=MOST_LINES)]
    shipping_address: QuotedAddressBody = QuotedAddressBody()
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None


class QuotedItemShown(Shown):
    product_id: UUID
    variant_id: UUID
    sku: str
    name: str
    quantity: int
    in_stock: bool
    unit_price: Decimal
    line_total: Decimal
    discount: Decimal
    tax: Decimal
    tax_included: Decimal


class QuoteShown(Shown):
    """subtotal - discount + shipping + tax = totalAmount. What `taxIncluded` says is within the prices."""

    items: list[QuotedItemShown]
    subtotal: Decimal
    discount: Decimal
    shipping: Decimal
    tax: Decimal
    tax_included: Decimal
    total_amount: Decimal
    currency: str
    country: str
    shipping_method: str
    coupon: str | None


@post(
    "/api/orders/quote",
    policy=anyone,
    refuses=[
        NotForSale,
        MixedCurrencies,
        TotalTooLarge,
        ShippingNotPossible,
        CouponUnknown,
        CouponNeedsMore,
        CouponUsedUp,
    ],
    example={
        "items": [{"productId": "019a8f00-7c3a-7000-8000-00005f8c29c0", "quantity": 2}],
        "shippingAddress": {"country": "DE"},
        "shippingMethod": "standard",
        "coupon": "SPRING10",
    },
)
async def post_quote(body: QuoteBody, bus: Bus) -> QuoteShown:
    """Say every number of what an order would come to; nothing is stored or promised."""
    quote = await bus.ask(
        QuoteOrder(
            items=tuple(form.item for form in body.items),
            country=body.shipping_address.country,
            shipping_method=body.shipping_method,
            coupon=body.coupon,
        )
    )
    return _shown(quote)


def _shown(quote: Quote) -> QuoteShown:
    return QuoteShown(
        items=[_line(line) for line in quote.lines],
        subtotal=quote.subtotal.major,
        discount=quote.discount.major,
        shipping=quote.shipping.major,
        tax=quote.tax.major,
        tax_included=quote.tax_included.major,
        total_amount=quote.total.major,
        currency=quote.total.currency,
        country=quote.country,
        shipping_method=quote.shipping_method,
        coupon=quote.coupon,
    )


def _line(line: QuotedLine) -> QuotedItemShown:
    return QuotedItemShown(
        product_id=line.product_id,
        variant_id=line.variant_id,
        sku=line.sku,
        name=line.name,
        quantity=line.quantity,
        in_stock=line.available >= line.quantity,
        unit_price=line.unit_price.major,
        line_total=line.line_total.major,
        discount=line.discount.major,
        tax=line.tax.major,
        tax_included=line.tax_included.major,
    )
