"""Sales: what a paid order has brought in so far, line by line."""

from collections.abc import Iterable
from datetime import date
from fractions import Fraction
from uuid import UUID

from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.stages import Stage
from souk.kernel import Value

SOLD = frozenset(
    {
        Stage.READY_TO_FULFIL,
        Stage.PARTIALLY_FULFILLED,
        Stage.FULFILLED,
        Stage.DELIVERED,
        Stage.PARTIALLY_RETURNED,
        Stage.RETURNED,
    }
)
"""Stages of an order that was paid and not given up since."""


class Sale(Value):
    """So many of a variant that one order kept: cancelled and returned ones are no sale. Minor units."""

    order_id: UUID
    variant_id: UUID
    product_id: UUID
    day: date
    sku: str
    name: str
    category: str
    currency: str
    quantity: int
    gross: int
    discount: int
    tax: int
    revenue: int


def sales_of(order: Order) -> list[Sale]:
    """Return a sale for each variant: of none where nothing is sold any more, so that it replaces another."""
    by_variant: dict[UUID, list[OrderLine]] = {}
    for line in order.lines:
        by_variant.setdefault(line.variant_id, []).append(line)
    return [_sale(order, lines) for lines in by_variant.values()]


def _sale(order: Order, lines: list[OrderLine]) -> Sale:
    sold = order.stage in SOLD
    kept = [(line, line.quantity - line.cancelled - line.returned if sold else 0) for line in lines]
    gross = sum(line.unit_price.minor * count for line, count in kept)
    discount = _shares((line.discount.minor, count, line) for line, count in kept)
    on_top = _shares((line.tax.minor, count, line) for line, count in kept)
    included = _shares((line.included_tax.minor, count, line) for line, count in kept)
    first = lines[0]
    return Sale(
        order_id=order.id,
        variant_id=first.variant_id,
        product_id=first.product_id,
        day=order.placed_at.date(),
        sku=first.sku,
        name=first.name,
        category=first.category_path[-1] if first.category_path else "",
        currency=order.currency,
        quantity=sum(count for _, count in kept),
        gross=gross,
        discount=discount,
        tax=on_top + included,
        revenue=gross - discount + on_top,
    )


def _shares(amounts: Iterable[tuple[int, int, OrderLine]]) -> int:
    """What falls upon those that were kept, half-even; `round` of a fraction is."""
    return sum(round(Fraction(minor * count, line.quantity)) for minor, count, line in amounts)
