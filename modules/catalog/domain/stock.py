"""Stock: how many of a variant there are, how many are promised, and the ledger that explains both."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

Quantity = Annotated[int, Meta(ge=0, le=1_000_000)]


class MovementKind(StrEnum):
    INITIAL = "initial"


@dataclass(eq=False, kw_only=True)
class Movement:
    """A row of the ledger: never changed, never deleted."""

    id: UUID
    variant_id: UUID
    kind: MovementKind
    on_hand_change: int
    reserved_change: int
    reason: str
    actor_id: UUID | None
    moved_at: datetime


@dataclass(eq=False, kw_only=True)
class Stock:
    """The counters of one variant. They change by movements alone, hence they equal the sum of the ledger."""

    variant_id: UUID
    on_hand: int
    reserved: int
    low_threshold: int

    @classmethod
    def empty(cls, *, variant_id: UUID, low_threshold: int) -> "Stock":
        return cls(variant_id=variant_id, on_hand=0, reserved=0, low_threshold=low_threshold)

    @property
    def available(self) -> int:
        """How many may still be promised to somebody."""
        return self.on_hand - self.reserved

    def count_initially(self, quantity: int, *, id: UUID, actor_id: UUID | None, at: datetime) -> Movement:
        """Begin with that many; the row is written for none as well, so that every ledger has a beginning."""
        return self._moved(
            Movement(
                id=id,
                variant_id=self.variant_id,
                kind=MovementKind.INITIAL,
                on_hand_change=quantity,
                reserved_change=0,
                reason="",
                actor_id=actor_id,
                moved_at=at,
            )
        )

    def _moved(self, movement: Movement) -> Movement:
        self.on_hand += movement.on_hand_change
        self.reserved += movement.reserved_change
        return movement
