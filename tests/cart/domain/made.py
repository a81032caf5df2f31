"""Carts made for the tests of their rules."""

from datetime import UTC, datetime

from modules.cart.domain.cart import Cart
from modules.cart.domain.offers import Offer
from souk.kernel import Money, new_id

NOW = datetime(2026, 1, 1, tzinfo=UTC)
VARIANTS = [new_id() for _ in range(120)]


def offer(number: int = 0, currency: str = "EUR", *, minor: int = 100, available: int = 5) -> Offer:
    return Offer(
        variant_id=VARIANTS[number],
        product_id=new_id(),
        sku=f"SKU-{number}",
        name="Aura",
        price=Money(minor=minor, currency=currency),
        image_url=None,
        available=available,
    )


def cart(*counts: int, currency: str = "EUR") -> Cart:
    """A guest's cart with so many of each variant, in their order."""
    made = Cart(
        id=new_id(),
        owner_id=None,
        guest_key=new_id(),
        lines=(),
        coupon=None,
        last_order=None,
        version=7,
        changed_at=NOW,
    )
    for number, quantity in enumerate(counts):
        if quantity:
            made.add(offer(number, currency), quantity, line_id=new_id(), at=NOW)
    return made


def counts(of: Cart) -> dict[int, int]:
    return {VARIANTS.index(line.variant_id): line.quantity for line in of.lines}
