"""The books of one occasion: every movement that it makes, and what others must hear of them."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from uuid import UUID

from modules.catalog.domain.stock import Cause, Movement, MovementKind, Stock


@dataclass(frozen=True, kw_only=True)
class Shelf:
    """The stock of a variant, the product it belongs to, and whether that is on sale."""

    stock: Stock
    product_id: UUID
    sellable: bool = True


Shelves = Mapping[UUID, Shelf]


@dataclass(kw_only=True)
class Books:
    """Enters movements. `ran_low` has just fallen to its threshold; `turned` sold out, or came back."""

    cause: Cause
    movements: list[Movement] = field(default_factory=list[Movement])
    ran_low: list[Shelf] = field(default_factory=list[Shelf])
    turned: set[UUID] = field(default_factory=set[UUID])

    def promise(self, shelf: Shelf, quantity: int) -> None:
        self._enter(shelf, MovementKind.RESERVED, reserved=quantity)

    def release(self, shelf: Shelf, quantity: int) -> None:
        self._enter(shelf, MovementKind.RELEASED, reserved=-quantity)

    def expire(self, shelf: Shelf, quantity: int) -> None:
        self._enter(shelf, MovementKind.EXPIRED, reserved=-quantity)

    def sell(self, shelf: Shelf, quantity: int) -> None:
        """What was promised leaves the house."""
        self._enter(shelf, MovementKind.SOLD, on_hand=-quantity, reserved=-quantity)

    def take_back(self, shelf: Shelf, quantity: int) -> None:
        self._enter(shelf, MovementKind.RETURNED, on_hand=quantity)

    def adjust(self, shelf: Shelf, delta: int) -> None:
        """Staff counted, threw away, or received something."""
        self._enter(shelf, MovementKind.ADJUSTED, on_hand=delta)

    def _enter(self, shelf: Shelf, kind: MovementKind, *, on_hand: int = 0, reserved: int = 0) -> None:
        stock = shelf.stock
        was_low, was_out = stock.is_low, stock.orderable <= 0
        self.movements.append(stock.move(kind, self.cause, on_hand=on_hand, reserved=reserved))
        if stock.is_low and not was_low:
            self.ran_low.append(shelf)
        if (stock.orderable <= 0) != was_out:
            self.turned.add(shelf.product_id)
