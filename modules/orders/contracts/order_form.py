"""The order form: what every place that takes an order asks for, and what it answers.

Its parts are those of the command. Fields of two words stand here again: msgspec spells no others anew.
"""

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from modules.orders.contracts.commands import (
    CouponCode,
    Email,
    MethodName,
    OrderedItem,
    PaymentMethod,
    PaymentToken,
    PlacedOrder,
    PlaceOrder,
    PostalAddress,
    ZipCode,
)
from souk.kernel import Value


class ItemForm(OrderedItem, rename="camel", forbid_unknown_fields=True):
    """`productId` or `variantId`: a product stands for its only or first variant."""

    product_id: UUID | None = None
    variant_id: UUID | None = None

    @property
    def item(self) -> OrderedItem:
        return msgspec.convert(self, OrderedItem, from_attributes=True)


class AddressForm(PostalAddress, rename="camel", forbid_unknown_fields=True):
    """Where a parcel or a bill goes, as a client writes it."""

    zip_code: ZipCode

    @property
    def address(self) -> PostalAddress:
        return msgspec.convert(self, PostalAddress, from_attributes=True)


class OrderForm(Value, rename="camel", forbid_unknown_fields=True):
    """All of an order but its items. Guests leave an e-mail address."""

    shipping_address: AddressForm
    payment_method: PaymentMethod
    billing_address: AddressForm | None = None
    shipping_method: MethodName | None = None
    coupon: CouponCode | None = None
    payment_token: PaymentToken | None = None
    email: Email | None = None

    def order(self, items: tuple[OrderedItem, ...], languages: Sequence[str]) -> PlaceOrder:
        """Order these items, in the first language that the customer reads."""
        return PlaceOrder(
            items=items,
            shipping_address=self.shipping_address.address,
            billing_address=self.billing_address.address if self.billing_address else None,
            shipping_method=self.shipping_method,
            coupon=self.coupon,
            payment_method=self.payment_method,
            payment_token=self.payment_token,
            email=self.email,
            language=next(iter(languages), None),
        )


class OrderTaken(Value, rename="camel"):
    """The order as it was just stored. With `guestToken` a guest gets to see it again."""

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


def order_taken(placed: PlacedOrder) -> OrderTaken:
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


EXAMPLE = {
    "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
}
