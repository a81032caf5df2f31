"""How the endpoints of orders show an order, to its customer and to the staff."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.orders.domain.addresses import Address
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.seeing import SeenOrder
from modules.orders.goods_edge import (
    FulfilmentShown,
    RefundShown,
    ReturnShown,
    shown_fulfilment,
    shown_refund,
    shown_return,
)
from souk.http import Shown

GUEST = "X-Guest-Token"


class ItemShown(Shown):
    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    options: dict[str, str]
    image_url: str | None
    quantity: int
    unit_price: Decimal
    line_total: Decimal
    discount: Decimal
    tax: Decimal
    tax_included: Decimal
    tax_percent: Decimal
    cancelled: int
    sent: int
    returned: int


class AddressShown(Shown):
    street: str
    city: str
    zip_code: str
    country: str
    name: str
    company: str
    line2: str
    region: str
    phone: str


class PaymentShown(Shown):
    payment_id: UUID
    method: str
    status: str
    amount: Decimal
    captured: Decimal
    refunded: Decimal
    failure: str
    action_url: str | None
    asked_at: datetime


class NextActionShown(Shown):
    who: str
    by: datetime


class OrderShown(Shown):
    """An order with everything in it. `statusReason` is a stable code."""

    order_id: UUID
    number: str
    status: str
    stage: str
    status_reason: str
    status_detail: str
    next_action: NextActionShown | None
    items: list[ItemShown]
    subtotal: Decimal
    discount: Decimal
    shipping: Decimal
    tax: Decimal
    tax_included: Decimal
    total_amount: Decimal
    paid_amount: Decimal
    currency: str
    coupon: str | None
    shipping_method: str
    shipping_address: AddressShown | None
    billing_address: AddressShown | None
    payments: list[PaymentShown]
    fulfilments: list[FulfilmentShown]
    returns: list[ReturnShown]
    refunds: list[RefundShown]
    order_date: datetime
    updated_at: datetime


def shown(order: SeenOrder) -> OrderShown:
    action = order.next_action
    return OrderShown(
        order_id=order.id,
        number=order.number,
        status=order.status,
        stage=order.stage,
        status_reason=order.why,
        status_detail=order.detail,
        next_action=NextActionShown(who=action.who, by=action.by) if action else None,
        items=[_item(line) for line in order.lines],
        subtotal=order.subtotal.major,
        discount=order.discount.major,
        shipping=order.shipping.major,
        tax=order.tax.major,
        tax_included=order.included_tax.major,
        total_amount=order.total.major,
        paid_amount=order.paid.major,
        currency=order.total.currency,
        coupon=order.coupon,
        shipping_method=order.shipping_method,
        shipping_address=_address(order.shipping_address),
        billing_address=_address(order.billing_address),
        payments=[_payment(attempt) for attempt in order.attempts],
        fulfilments=[shown_fulfilment(parcel) for parcel in order.parcels],
        returns=[shown_return(one) for one in order.returns],
        refunds=[shown_refund(one) for one in order.refunds],
        order_date=order.placed_at,
        updated_at=order.updated_at,
    )


def _item(line: OrderLine) -> ItemShown:
    return ItemShown(
        variant_id=line.variant_id,
        product_id=line.product_id,
        sku=line.sku,
        name=line.name,
        options=line.options,
        image_url=line.image_url,
        quantity=line.quantity,
        unit_price=line.unit_price.major,
        line_total=line.line_total.major,
        discount=line.discount.major,
        tax=line.tax.major,
        tax_included=line.included_tax.major,
        tax_percent=line.tax_percent,
        cancelled=line.cancelled,
        sent=line.sent,
        returned=line.returned,
    )


def _address(address: Address | None) -> AddressShown | None:
    if address is None:
        return None
    return AddressShown(
        street=address.street,
        city=address.city,
        zip_code=address.zip_code,
        country=address.country,
        name=address.name,
        company=address.company,
        line2=address.line2,
        region=address.region,
        phone=address.phone,
    )


def _payment(attempt: Attempt) -> PaymentShown:
    return PaymentShown(
        payment_id=attempt.id,
        method=attempt.method,
        status=attempt.state,
        amount=attempt.amount.major,
        captured=attempt.captured.major,
        refunded=attempt.refunded.major,
        failure=attempt.failure,
        action_url=attempt.action_url,
        asked_at=attempt.asked_at,
    )
