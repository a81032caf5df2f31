"""POST /api/cart/checkout."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.cart.check_out.handler import CartUnseen, PrepareCheckout
from modules.cart.domain.cart import CartEmpty
from modules.cart.edge import READS, visitor_of
from modules.orders.contracts.commands import (
    Country,
    CouponCode,
    Email,
    MethodName,
    OrderedItem,
    PaymentMethod,
    PaymentToken,
    PlacedOrder,
    PlaceOrder,
    PostalAddress,
    Words,
)
from souk.bus import Bus
from souk.http import Body, Shown, Visit, anyone, post
from souk.kernel import CardNumberSeen, Stale


class CheckoutAddressBody(Body):
    street: Words
    city: Words
    zip_code: Annotated[str, Meta(min_length=1, max_length=20, pattern=r"\S")]
    name: Annotated[str, Meta(max_length=200)] = ""
    company: Annotated[str, Meta(max_length=200)] = ""
    line2: Annotated[str, Meta(max_length=200)] = ""
    region: Annotated[str, Meta(max_length=100)] = ""
    country: Country | None = None
    phone: Annotated[str, Meta(max_length=40)] = ""

    @property
    def address(self) -> PostalAddress:
        return PostalAddress(
            street=self.street,
            city=self.city,
            zip_code=self.zip_code,
            name=self.name,
            company=self.company,
            line2=self.line2,
            region=self.region,
            country=self.country,
            phone=self.phone,
        )


class CheckoutBody(Body):
    """As for POST /api/orders, without the items. The cart's coupon counts unless another one is named."""

    shipping_address: CheckoutAddressBody
    payment_method: PaymentMethod
    billing_address: CheckoutAddressBody | None = None
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None
    payment_token: PaymentToken | None = None
    email: Email | None = None


class CheckedOut(Shown):
    order_id: UUID
    number: str
    status: Annotated[str, Meta(examples=["Pending"])]
    stage: Annotated[str, Meta(examples=["AwaitingStock"])]
    subtotal: Decimal
    shipping: Decimal
    tax: Decimal
    discount: Decimal
    total_amount: Decimal
    currency: str
    order_date: datetime
    guest_token: str | None


EXAMPLE = {
    "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
}


@post(
    "/api/cart/checkout",
    policy=anyone,
    status=201,
    reads=(*READS, "Accept-Language"),
    refuses=[CardNumberSeen, CartEmpty, CartUnseen, Stale],
    example=EXAMPLE,
)
async def post_checkout(body: CheckoutBody, visit: Visit, bus: Bus) -> CheckedOut:
    """Order what lies in the cart, once: refused as POST /api/orders would be, or `cart_already_ordered`."""
    visitor = visitor_of(visit, bus)
    checkout = await bus.ask(
        PrepareCheckout(guest_key=visitor.guest_key, expected_version=visit.may_expect_version())
    )
    items = tuple(OrderedItem(variant_id=item.variant_id, quantity=item.quantity) for item in checkout.items)
    billing = body.billing_address
    placed = await bus.do(
        PlaceOrder(
            items=items,
            cart_id=checkout.cart_id,
            cart_version=checkout.cart_version,
            shipping_address=body.shipping_address.address,
            billing_address=billing.address if billing else None,
            shipping_method=body.shipping_method,
            coupon=body.coupon or checkout.coupon,
            payment_method=body.payment_method,
            payment_token=body.payment_token,
            email=body.email,
            language=next(iter(visit.languages), None),
        )
    )
    return _shown(placed)


def _shown(placed: PlacedOrder) -> CheckedOut:
    return CheckedOut(
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
