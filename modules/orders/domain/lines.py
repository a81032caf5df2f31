"""The lines of an order: snapshots of what was sold, and how far each one has got."""

from decimal import Decimal
from uuid import UUID

import msgspec

from souk.kernel import Money, Refusal, Value


class TooMany(Refusal):
    """More was named than there is left of that line."""

    def __init__(self, variant_id: UUID, left: int) -> None:
        super().__init__(f"Only {left} are left of that variant.", variantId=str(variant_id), left=left)


class OrderLine(Value):
    """What was sold as it was then: later changes in the catalogue leave it alone.

    `discount` is the line's share of the order's; `tax` comes on top, `included_tax` is in the price already.
    Of `quantity` so many were cancelled or sent; of those sent, returned.
    """

    variant_id: UUID
    product_id: UUID
    sku: str
    name: str
    options: dict[str, str]
    image_url: str | None
    category_id: UUID
    category_path: tuple[str, ...]
    weight_grams: int
    quantity: int
    unit_price: Money
    discount: Money
    tax_percent: Decimal
    tax: Money
    included_tax: Money
    cancelled: int = 0
    sent: int = 0
    returned: int = 0

    @property
    def line_total(self) -> Money:
        return self.unit_price * self.quantity

    @property
    def waiting(self) -> int:
        """How many are still to be sent."""
        return self.quantity - self.cancelled - self.sent

    @property
    def with_customer(self) -> int:
        return self.sent - self.returned

    def cancel(self, count: int) -> "OrderLine":
        self._must_have(count, self.waiting)
        return msgspec.structs.replace(self, cancelled=self.cancelled + count)

    def send(self, count: int) -> "OrderLine":
        self._must_have(count, self.waiting)
        return msgspec.structs.replace(self, sent=self.sent + count)

    def take_back(self, count: int) -> "OrderLine":
        self.must_be_with_customer(count)
        return msgspec.structs.replace(self, returned=self.returned + count)

    def must_be_with_customer(self, count: int) -> None:
        self._must_have(count, self.with_customer)

    def _must_have(self, count: int, left: int) -> None:
        if not 0 < count <= left:
            raise TooMany(self.variant_id, left)
