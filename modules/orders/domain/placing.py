"""Placing an order: what was priced becomes lines of its own, and waits for stock."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

import msgspec

from modules.orders.domain.addresses import Address
from modules.orders.domain.history import Moment
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.pricing.totals import PricedLine, Totals
from modules.orders.domain.stages import STATUSES, Stage
from modules.orders.domain.waiting import FOR_OTHERS, Who, Why
from souk.kernel import Refusal, Value


class OutOfStock(Refusal):
    """There is not enough of these, as far as can be seen at a glance."""

    def __init__(self, variant_ids: Iterable[UUID]) -> None:
        ids = [str(id) for id in variant_ids]
        super().__init__("There is not enough of some of these goods.", variantIds=ids)


class CartAlreadyOrdered(Refusal):
    """This cart has become an order before."""


class GuestNeedsEmail(Refusal):
    """Somebody without an account says where we can reach them."""


class Buyer(Value):
    """Who orders: a person with an account, or a guest with an address and a key of their own."""

    person_id: UUID | None = None
    email: str | None = None
    guest_key: bytes | None = None
    language: str | None = None


class Wishes(Value):
    """Where it goes, and which cart it was."""

    shipping_address: Address
    billing_address: Address | None = None
    cart_id: UUID | None = None
    cart_version: int | None = None


def place(totals: Totals, buyer: Buyer, wishes: Wishes, *, id: UUID, at: datetime) -> Order:
    """Make the order; refuses what there is too little of at a glance, before anything is promised."""
    lines = lines_of(totals)
    short = [line.variant_id for line in lines if line.quantity > _available(totals)[line.variant_id]]
    if short:
        raise OutOfStock(short)
    return Order(
        id=id,
        person_id=buyer.person_id,
        cart_id=wishes.cart_id,
        cart_version=wishes.cart_version,
        guest_key=buyer.guest_key,
        email=buyer.email,
        language=buyer.language,
        shipping_address=wishes.shipping_address,
        billing_address=wishes.billing_address,
        currency=totals.currency,
        subtotal_minor=totals.subtotal.minor,
        discount_minor=totals.discount.minor,
        shipping_minor=totals.shipping.minor,
        tax_minor=totals.tax.minor,
        included_tax_minor=totals.included_tax.minor,
        total_minor=totals.total.minor,
        shipping_method=totals.sending.method,
        coupon=totals.coupon,
        lines=lines,
        attempts=(),
        parcels=(),
        returns=(),
        refunds=(),
        history=(Moment(at=at, who=Who.CUSTOMER, what=Stage.AWAITING_STOCK, why=Why.WAITS_FOR_STOCK),),
        stage=Stage.AWAITING_STOCK,
        status=STATUSES[Stage.AWAITING_STOCK],
        why=Why.WAITS_FOR_STOCK,
        detail="",
        next_who=Who.SYSTEM,
        next_by=at + FOR_OTHERS,
        stage_since=at,
        stock_released=False,
        shipping_refunded=False,
        forgets=False,
        captured_minor=0,
        refunded_minor=0,
        placed_at=at,
        updated_at=at,
    )


def lines_of(totals: Totals) -> tuple[OrderLine, ...]:
    """Make snapshots; two items of one variant become one line."""
    lines: dict[UUID, OrderLine] = {}
    for priced in totals.lines:
        new = _line(priced)
        known = lines.get(new.variant_id)
        lines[new.variant_id] = new if known is None else _joined(known, new)
    return tuple(lines.values())


def _line(priced: PricedLine) -> OrderLine:
    goods = priced.line.goods
    return OrderLine(
        variant_id=goods.variant_id,
        product_id=goods.product_id,
        sku=goods.sku,
        name=goods.name,
        options=goods.options,
        image_url=goods.image_url,
        category_id=goods.category_id,
        category_path=goods.category_path,
        weight_grams=goods.weight_grams,
        quantity=priced.line.quantity,
        unit_price=goods.price,
        discount=priced.discount,
        tax_percent=priced.tax_percent.number,
        tax=priced.tax,
        included_tax=priced.included_tax,
    )


def _joined(one: OrderLine, other: OrderLine) -> OrderLine:
    return msgspec.structs.replace(
        one,
        quantity=one.quantity + other.quantity,
        discount=one.discount + other.discount,
        tax=one.tax + other.tax,
        included_tax=one.included_tax + other.included_tax,
    )


def _available(totals: Totals) -> dict[UUID, int]:
    return {priced.line.goods.variant_id: priced.line.goods.available for priced in totals.lines}
