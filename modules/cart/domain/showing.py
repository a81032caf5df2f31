"""A cart as it is shown: today's prices, and what has changed since they were seen last."""

from collections.abc import Awaitable, Callable, Mapping
from uuid import UUID

from modules.cart.domain.cart import Cart
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


ChangeCart = Callable[..., Awaitable[ShownCart]]
"""What a slice is given to change a cart with: see `Changing` at the module's root."""


def show(cart: Cart, offers: Mapping[UUID, Offer], *, empty_in: str) -> ShownCart:
    """Show the lines at what they cost now; what is not sold any more is flagged, at its last price."""
    currency = cart.lines[0].seen_price.currency if cart.lines else empty_in
    shown = [_line(line, offers.get(line.variant_id)) for line in cart.lines]
    return ShownCart(
        id=cart.id,
        version=cart.version,
        lines=shown,
        subtotal=Money.total((line.total for line in shown), currency),
        item_count=sum(line.quantity for line in cart.lines),
        coupon=cart.coupon,
    )


def show_none(id: UUID, *, empty_in: str) -> ShownCart:
    """Show that there is no cart yet."""
    return ShownCart(id=id, version=0, lines=[], subtotal=Money.zero(empty_in), item_count=0, coupon=None)


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
