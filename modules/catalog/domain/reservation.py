"""A reservation: what is promised to one order, and what has become of each promise."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Protocol
from uuid import UUID

from souk.kernel import Refusal


class ReservationState(StrEnum):
    """Only what is open expires by itself. A tombstone was released before it was made."""

    OPEN = "open"
    HELD = "held"
    DONE = "done"
    RELEASED = "released"
    EXPIRED = "expired"
    REJECTED = "rejected"
    TOMBSTONE = "tombstone"


LIVE = frozenset({ReservationState.OPEN, ReservationState.HELD})


class ReservationGone(Refusal):
    """There is no such promise, or it has ended."""


class NotReserved(Refusal):
    """Less than that is left of the promise."""

    def __init__(self, variant_id: UUID, left: int) -> None:
        super().__init__("Less than that is left of the reservation.", variantId=variant_id, left=left)


class Line(Protocol):
    """So many of one variant, as a message carries it."""

    @property
    def variant_id(self) -> UUID: ...

    @property
    def quantity(self) -> int: ...


def summed(lines: Iterable[Line]) -> dict[UUID, int]:
    """Add up the lines of the same variant; in order of the ids, in which all locks are taken."""
    total: dict[UUID, int] = {}
    for line in lines:
        total[line.variant_id] = total.get(line.variant_id, 0) + line.quantity
    return dict(sorted(total.items()))


@dataclass(eq=False, kw_only=True)
class ReservedLine:
    """One variant of a reservation: of what was promised, some was sold and some given back."""

    reservation_id: UUID
    variant_id: UUID
    quantity: int
    sold: int = 0
    released: int = 0

    @property
    def left(self) -> int:
        return self.quantity - self.sold - self.released


@dataclass(eq=False, kw_only=True)
class Reservation:
    """It begins open with an end, may be held without one, and ends when nothing of it is left."""

    id: UUID
    state: ReservationState
    made_at: datetime
    expires_at: datetime | None
    lines: list[ReservedLine] = field(default_factory=list[ReservedLine])

    @property
    def is_live(self) -> bool:
        return self.state in LIVE

    def reject(self) -> None:
        self.state = ReservationState.REJECTED
        self.expires_at = None

    def hold(self) -> bool:
        """Let it no longer expire; tell whether it still stands."""
        if self.is_live:
            self.state = ReservationState.HELD
            self.expires_at = None
        return self.is_live

    def sell(self, wanted: Mapping[UUID, int]) -> None:
        """All of it is promised and leaves, or the whole parcel stays."""
        if not self.is_live:
            raise ReservationGone
        lines = {line.variant_id: line for line in self.lines}
        for variant_id, quantity in wanted.items():
            line = lines.get(variant_id)
            if line is None or line.left < quantity:
                raise NotReserved(variant_id, line.left if line else 0)
            line.sold += quantity
        self._end_if_empty(ReservationState.RELEASED)

    def release(self, wanted: Mapping[UUID, int] | None) -> dict[UUID, int]:
        """Give back that much, or all that is left; return what was really given back."""
        return self._give_back(wanted, ReservationState.RELEASED)

    def expire(self) -> dict[UUID, int]:
        return self._give_back(None, ReservationState.EXPIRED)

    def _give_back(self, wanted: Mapping[UUID, int] | None, end: ReservationState) -> dict[UUID, int]:
        if not self.is_live:
            return {}
        given: dict[UUID, int] = {}
        for line in self.lines:
            asked = line.left if wanted is None else min(wanted.get(line.variant_id, 0), line.left)
            if asked:
                line.released += asked
                given[line.variant_id] = asked
        self._end_if_empty(end)
        return given

    def _end_if_empty(self, end: ReservationState) -> None:
        if any(line.left for line in self.lines):
            return
        self.state = ReservationState.DONE if any(line.sold for line in self.lines) else end
        self.expires_at = None
