"""An order as somebody may see it who is allowed to: its customer, or the staff."""

from datetime import datetime
from uuid import UUID

from modules.orders.domain.addresses import Address
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Parcel, Refund, Return
from modules.orders.domain.stages import Stage, Status
from modules.orders.domain.waiting import NextAction, Why
from souk.kernel import Money, Personal, Value


class SeenOrder(Value):
    """All of it, but for what opens or charges something."""

    id: UUID
    number: str
    version: int
    person_id: UUID | None
    email: Personal[str] | None
    status: Status
    stage: Stage
    why: Why
    detail: str
    next_action: NextAction | None
    lines: tuple[OrderLine, ...]
    subtotal: Money
    discount: Money
    shipping: Money
    tax: Money
    included_tax: Money
    total: Money
    paid: Money
    shipping_method: str
    coupon: str | None
    shipping_address: Personal[Address] | None
    billing_address: Personal[Address] | None
    attempts: tuple[Attempt, ...]
    parcels: tuple[Parcel, ...]
    returns: tuple[Return, ...]
    refunds: tuple[Refund, ...]
    placed_at: datetime
    updated_at: datetime


def seen(order: Order) -> SeenOrder:
    return SeenOrder(
        id=order.id,
        number=order.number,
        version=order.version,
        person_id=order.person_id,
        email=order.email,
        status=order.status,
        stage=order.stage,
        why=order.why,
        detail=order.detail,
        next_action=order.next_action,
        lines=order.lines,
        subtotal=order.money(order.subtotal_minor),
        discount=order.money(order.discount_minor),
        shipping=order.money(order.shipping_minor),
        tax=order.money(order.tax_minor),
        included_tax=order.money(order.included_tax_minor),
        total=order.total,
        paid=order.paid,
        shipping_method=order.shipping_method,
        coupon=order.coupon,
        shipping_address=order.shipping_address,
        billing_address=order.billing_address,
        attempts=order.attempts,
        parcels=order.parcels,
        returns=order.returns,
        refunds=order.refunds,
        placed_at=order.placed_at,
        updated_at=order.updated_at,
    )
