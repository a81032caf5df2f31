"""An operation: one thing that we want of a provider, stored before it is asked for."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from souk.kernel import Money


class Kind(StrEnum):
    CHARGE = "charge"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"


class Progress(StrEnum):
    WANTED = "wanted"
    ASKED = "asked"
    DONE = "done"
    REFUSED = "refused"
    DROPPED = "dropped"


@dataclass(kw_only=True)
class Operation:
    """Its id is the key that the provider gets with it, however often it is sent."""

    id: UUID
    payment_id: UUID
    kind: Kind
    amount: Money
    reason: str
    progress: Progress
    failure: str
    wanted_at: datetime
    asked_at: datetime | None
    ended_at: datetime | None

    @classmethod
    def wanted(
        cls, *, id: UUID, payment_id: UUID, kind: Kind, amount: Money, reason: str, at: datetime
    ) -> "Operation":
        return cls(
            id=id,
            payment_id=payment_id,
            kind=kind,
            amount=amount,
            reason=reason,
            progress=Progress.WANTED,
            failure="",
            wanted_at=at,
            asked_at=None,
            ended_at=None,
        )

    @property
    def open(self) -> bool:
        return self.ended_at is None

    def ask(self, at: datetime) -> bool:
        """Note that the provider may hear of it from now on; return whether it may have before."""
        before = self.progress is Progress.ASKED
        if not before:
            self.progress, self.asked_at = Progress.ASKED, at
        return before

    def end(self, progress: Progress, at: datetime, failure: str = "") -> None:
        """Note how it ended. What ended once stays as it is."""
        if self.open:
            self.progress, self.ended_at, self.failure = progress, at, failure
