"""POST /api/orders."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.contracts.commands import (
    MOST_LINES,
    Country,
    CouponCode,
    Email,
    MethodName,
    OrderedItem,
    PaymentMethod,
    PaymentToken,
    PlaceOrder,
    PostalAddress,
    Quantity,
    Words,
)
from modules.orders.domain.placing import CartAlreadyOrdered, GuestNeedsEmail, OutOfStock
from modules.orders.domain.pricing.baskets import MixedCurrencies, NotForSale, TotalTooLarge
from modules.orders.domain.pricing.coupons import CouponNeedsMore, CouponUnknown, CouponUsedUp
from modules.orders.domain.pricing.shipping import ShippingNotPossible
from souk.bus import Bus
from souk.http import Body, Shown, Visit, anyone, post
from souk.kernel import CardNumberSeen


class ItemBody(Body):
    quantity: Quantity
    product_id: UUID | None = None
    variant_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.product_id is None) == (self.variant_id is None):
            raise ValueError("give exactly one of productId and variantId")


class AddressBody(Body):
    street: Words
    city: Words
    zip_code: Annotated[str, Meta(min_length=1, max_length=20, pattern=r"\S")]
    name: Annotated[str, Meta(max_length=200)] = ""
    company: Annotated[str, Meta(max_length=200)] = ""
    line2: Annotated[str, Meta(max_length=200)] = ""
    region: Annotated[str, Meta(max_length=100)] = ""
    country: Country | None = None
    phone: Annotated[str, Meta(max_length=40)] = ""


class OrderBody(Body):
    items: Annotated[tuple[ItemBody, ...], Meta(min_length=1, max_length=MOST_LINES)]
    shipping_address: AddressBody
    payment_method: PaymentMethod
    billing_address: AddressBody | None = None
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None
    payment_token: PaymentToken | None = None
    email: Email | None = None


class OrderTaken(Shown):
    order_id: UUID
    number: str
    status: str
    stage: str
    subtotal: Decimal
    shipping: Decimal
    tax: Decimal
    discount: Decimal
    total_amount: Decimal
    currency: str
    order_date: datetime
    guest_token: str | None


EXAMPLE = {
    "items": [{"productId": "0190a6c2-7d1e-7c3a-9a54-3f1f6f0f2a11", "quantity": 1}],
    "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
}


@post(
    "/api/orders",
    policy=anyone,
    status=201,
    reads=["Accept-Language"],
    refuses=[
        OutOfStock,
        NotForSale,
        MixedCurrencies,
        TotalTooLarge,
        ShippingNotPossible,
        CouponUnknown,
        CouponNeedsMore,
        CouponUsedUp,
        CardNumberSeen,
        CartAlreadyOrdered,
        GuestNeedsEmail,
    ],
    example=EXAMPLE,
)
async def post_order(body: OrderBody, bus: Bus, visit: Visit) -> OrderTaken:
    """Order these items. Guests leave an e-mail address and get a `guestToken` to see the order by."""
    placed = await bus.do(
        PlaceOrder(
            items=tuple(
                OrderedItem(product_id=item.product_id, variant_id=item.variant_id, quantity=item.quantity)
                for item in body.items
            ),
            shipping_address=_address(body.shipping_address),
            billing_address=_address(body.billing_address) if body.billing_address else None,
            shipping_method=body.shipping_method,
            coupon=body.coupon,
            payment_method=body.payment_method,
            payment_token=body.payment_token,
            email=body.email,
            language=next(iter(visit.languages), None),
        )
    )
    return OrderTaken(
        order_id=placed.order_id,
        number=placed.number,
        status=placed.status,
        stage=placed.stage,
        subtotal=placed.subtotal.major,
        shipping=placed.shipping.major,
        tax=placed.tax.major,
        discount=placed.discount.major,
        total_amount=placed.total.major,
        currency=placed.total.currency,
        order_date=placed.ordered_at,
        guest_token=placed.guest_token,
    )


def _address(body: AddressBody) -> PostalAddress:
    return PostalAddress(
        street=body.street,
        city=body.city,
        zip_code=body.zip_code,
        name=body.name,
        company=body.company,
        line2=body.line2,
        region=body.region,
        country=body.country,
        phone=body.phone,
    )
