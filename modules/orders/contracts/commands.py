"""What orders does for others when told to."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from msgspec import Meta

from souk.kernel import Money, Personal, Value, form, refuse_card_numbers
from souk.messages import Command

MOST_LINES = 100
MOST_OF_ONE = 99

Quantity = Annotated[int, Meta(ge=1, le=MOST_OF_ONE)]
Country = Annotated[str, form("[A-Z]{2}")]
"""A code of ISO 3166-1; left out, it is the shop's own country."""
Words = Annotated[str, Meta(min_length=1, max_length=200, pattern=r"\S")]
ZipCode = Annotated[str, Meta(min_length=1, max_length=20, pattern=r"\S")]
Email = Annotated[str, form(r"[^@\s]{1,64}@[^@\s]{1,185}\.[^@\s.]{2,63}")]
CouponCode = Annotated[str, form(r"[A-Za-z0-9_\-]{1,40}")]
MethodName = Annotated[str, form(r"[a-z0-9_\-]{1,60}")]
PaymentMethod = Literal["credit_card", "paypal"]
PaymentToken = Annotated[str, form(r"[A-Za-z0-9_\-.:]{1,255}")]


class OrderedItem(Value):
    """So many of a variant, or of a product by its only (or first) one. Exactly one of the ids is given."""

    quantity: Quantity
    product_id: UUID | None = None
    variant_id: UUID | None = None

    def __post_init__(self) -> None:
        if (self.product_id is None) == (self.variant_id is None):
            raise ValueError("exactly one of product and variant is named")


class PostalAddress(Value):
    """Where a parcel or a bill goes."""

    street: Words
    city: Words
    zip_code: ZipCode
    name: Annotated[str, Meta(max_length=200)] = ""
    company: Annotated[str, Meta(max_length=200)] = ""
    line2: Annotated[str, Meta(max_length=200)] = ""
    region: Annotated[str, Meta(max_length=100)] = ""
    country: Country | None = None
    phone: Annotated[str, Meta(max_length=40)] = ""


class PlacedOrder(Value):
    """The order as it was just stored. A guest sends `guest_token` along to see it again."""

    order_id: UUID
    number: str
    status: str
    stage: str
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    total: Money
    ordered_at: datetime
    guest_token: str | None


class PlaceOrder(Command[PlacedOrder], wire="orders.place_order.v1"):
    """Order these items in the actor's name; a guest leaves an address of e-mail.

    Prices, discount, shipping and tax are worked out here, whatever the caller has shown. A cart (its id and
    version) becomes an order once: the second time is refused (`cart_already_ordered`).
    """

    items: Annotated[tuple[OrderedItem, ...], Meta(min_length=1, max_length=MOST_LINES)]
    shipping_address: Personal[PostalAddress]
    payment_method: PaymentMethod
    billing_address: Personal[PostalAddress] | None = None
    payment_token: PaymentToken | None = None
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None
    email: Personal[Email] | None = None
    language: Annotated[str, form(r"[A-Za-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")] | None = None
    cart_id: UUID | None = None
    cart_version: int | None = None

    def __post_init__(self) -> None:
        refuse_card_numbers(payment_token=self.payment_token)
