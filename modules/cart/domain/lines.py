"""The lines of a cart."""

from typing import Annotated
from uuid import UUID

import msgspec
from msgspec import Meta

from modules.cart.domain.offers import Offer
from souk.kernel import Money, Refusal, Value

MOST_OF_ONE = 99
MOST_LINES = 100

Quantity = Annotated[int, Meta(ge=1, le=MOST_OF_ONE)]


class TooManyOfOne(Refusal):
    """Nobody carries so many of one thing."""

    def __init__(self) -> None:
        super().__init__(f"A cart holds {MOST_OF_ONE} of one thing at most.", most=MOST_OF_ONE)


class CartLine(Value):
    """So many of a variant. Name and price are those that were seen last, for when it is gone or changed."""

    id: UUID
    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    image_url: str | None
    seen_price: Money
    quantity: int

    @classmethod
    def of(cls, offer: Offer, quantity: int, *, id: UUID) -> "CartLine":
        return cls(
            id=id,
            variant_id=offer.variant_id,
            product_id=offer.product_id,
            sku=offer.sku,
            name=offer.name,
            image_url=offer.image_url,
            seen_price=offer.price,
            quantity=quantity,
        )

    def counting(self, quantity: int) -> "CartLine":
        if quantity > MOST_OF_ONE:
            raise TooManyOfOne
        return msgspec.structs.replace(self, quantity=quantity)

    def seen(self, price: Money) -> "CartLine":
        """The customer was shown that price, and went on."""
        return msgspec.structs.replace(self, seen_price=price)

    def with_more(self, quantity: int) -> "CartLine":
        """As many more as fit; nothing is refused when two carts become one."""
        return msgspec.structs.replace(self, quantity=min(self.quantity + quantity, MOST_OF_ONE))
