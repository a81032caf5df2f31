"""A cart as it is shown: today's prices, and what has changed since they were seen last."""

from collections.abc import Mapping, Sequence
from uuid import UUID

from modules.cart.domain.lines import CartLine
from modules.cart.domain.offers import Offer
from souk.kernel import Money, Value


class ShownLine(Value):
    """`available` is whether so many can be ordered now."""

    line: CartLine
    price: Money
    total: Money
    available: bool
    price_changed: bool


class ShownCart(Value):
    """What a customer sees. `id` is nobody's before anything was put in."""

    id: UUID
    version: int
    lines: list[ShownLine]
    subtotal: Money
    item_count: int
    coupon: str | None


def show(
    id: UUID,
    version: int,
    lines: Sequence[CartLine],
    coupon: str | None,
    *,
    offers: Mapping[UUID, Offer],
    empty_in: str,
) -> ShownCart:
    """Show the lines at what they cost now; what is not sold any more is flagged, at its last price."""
    currency = lines[0].seen_price.currency if lines else empty_in
    shown = [_line(line, offers.get(line.variant_id)) for line in lines]
    return ShownCart(
        id=id,
        version=version,
        lines=shown,
        subtotal=Money.total((line.total for line in shown), currency),
        item_count=sum(line.quantity for line in lines),
        coupon=coupon,
    )


def _line(line: CartLine, offer: Offer | None) -> ShownLine:
    """A price in another currency than the cart's counts as gone: no sum could hold it."""
    sold = offer is not None and offer.price.currency == line.seen_price.currency
    price = offer.price if offer and sold else line.seen_price
    return ShownLine(
        line=line,
        price=price,
        total=price * line.quantity,
        available=sold and offer is not None and offer.available >= line.quantity,
        price_changed=price != line.seen_price,
    )
