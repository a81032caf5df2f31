"""Offers: what a variant costs at this moment, and whether there is some."""

from uuid import UUID

from souk.kernel import Money, Refusal, Value


class NotForSale(Refusal):
    """It is not sold, or does not exist: the answer is the same."""


class Offer(Value):
    """What the catalogue says now; a variant without an offer is not sold any more."""

    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    price: Money
    image_url: str | None
    available: int


class Looked(Value):
    """What the catalogue says of what lies in a cart, and of what shall be put in."""

    offers: dict[UUID, Offer]
    wanted: Offer | None = None
