"""Stock: how many of a variant there are, how many are promised, and the ledger that explains both."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Refusal

MOST = 1_000_000

Quantity = Annotated[int, Meta(ge=0, le=MOST)]


class MovementKind(StrEnum):
    INITIAL = "initial"
    ADJUSTED = "adjusted"
    RESERVED = "reserved"
    RELEASED = "released"
    EXPIRED = "expired"
    SOLD = "sold"
    RETURNED = "returned"


class NotInTheHouse(Refusal):
    """So many are not there to be taken out, or are promised to somebody."""

    def __init__(self, variant_id: UUID, available: int) -> None:
        super().__init__("There is not that much of it.", variantId=variant_id, available=available)


class TooManyOfOne(Refusal):
    """No shelf holds that many."""

    def __init__(self) -> None:
        super().__init__(f"There can be {MOST} of one variant at most.", most=MOST)


@dataclass(frozen=True, kw_only=True)
class Cause:
    """Who moves stock, when, and on what occasion."""

    next_id: Callable[[], UUID]
    at: datetime
    actor_id: UUID | None
    reason: str = ""
    cause_id: UUID | None = None
    """The reservation or the return that it belongs to."""


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
    cause_id: UUID | None = None


@dataclass(eq=False, kw_only=True)
class Stock:
    """The counters of one variant. They change by movements alone, hence they equal the sum of the ledger."""

    variant_id: UUID
    on_hand: int
    reserved: int
    low_threshold: int
    backorder_limit: int = 0

    @classmethod
    def empty(cls, *, variant_id: UUID, low_threshold: int, backorder_limit: int = 0) -> "Stock":
        return cls(
            variant_id=variant_id,
            on_hand=0,
            reserved=0,
            low_threshold=low_threshold,
            backorder_limit=backorder_limit,
        )

    @property
    def available(self) -> int:
        """How many are there and not promised; less than none while some are backordered."""
        return self.on_hand - self.reserved

    @property
    def orderable(self) -> int:
        """How many may still be promised to somebody."""
        return self.available + self.backorder_limit

    @property
    def is_low(self) -> bool:
        return self.available <= self.low_threshold

    def move(self, kind: MovementKind, cause: Cause, *, on_hand: int = 0, reserved: int = 0) -> Movement:
        """Change the counters, or refuse: nothing is sold that is not there, nothing promised twice."""
        there, promised = self.on_hand + on_hand, self.reserved + reserved
        if there < 0 or promised < 0 or there - promised + self.backorder_limit < 0:
            raise NotInTheHouse(self.variant_id, max(self.available, 0))
        if there > MOST:
            raise TooManyOfOne
        self.on_hand, self.reserved = there, promised
        return Movement(
            id=cause.next_id(),
            variant_id=self.variant_id,
            kind=kind,
            on_hand_change=on_hand,
            reserved_change=reserved,
            reason=cause.reason,
            actor_id=cause.actor_id,
            moved_at=cause.at,
            cause_id=cause.cause_id,
        )

    def count_initially(self, quantity: int, cause: Cause) -> Movement:
        """Begin with that many; the row is written for none as well, so that every ledger has a beginning."""
        return self.move(MovementKind.INITIAL, cause, on_hand=quantity)
