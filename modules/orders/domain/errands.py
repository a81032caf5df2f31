"""Errands: what orders has others do, recorded with the change that wants it, done until it succeeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from souk.kernel import Money, Value


class ErrandKind(StrEnum):
    CHARGE = "charge"
    CAPTURE = "capture"
    VOID = "void"
    REFUND = "refund"
    RELEASE = "release"
    COMMIT = "commit"
    RESTOCK = "restock"
    RECORD_PURCHASE = "record_purchase"
    NOTIFY = "notify"


class ErrandState(StrEnum):
    WANTED = "wanted"
    DONE = "done"
    FAILED = "failed"


class Goods(Value):
    """So many of one variant."""

    variant_id: UUID
    quantity: int


class Task(Value):
    """What is to be done, to what (a payment, refund, parcel or return), with which goods or amount."""

    subject: UUID | None = None
    payment_id: UUID | None = None
    goods: tuple[Goods, ...] = ()
    amount: Money | None = None
    note: str = ""


@dataclass(eq=False, kw_only=True)
class Errand:
    """One step of the saga, forward or back. The other module does it once, however often it is told."""

    id: UUID
    order_id: UUID
    kind: ErrandKind
    task: Task
    state: ErrandState
    reason: str
    wanted_at: datetime
    ended_at: datetime | None

    @classmethod
    def wanted(cls, kind: ErrandKind, task: Task, *, id: UUID, order_id: UUID, at: datetime) -> "Errand":
        state = ErrandState.WANTED
        return cls(
            id=id,
            order_id=order_id,
            kind=kind,
            task=task,
            state=state,
            reason="",
            wanted_at=at,
            ended_at=None,
        )


def summed(goods: Sequence[Goods]) -> tuple[Goods, ...]:
    """Add up the same variants, in the order in which they first come."""
    sums: dict[UUID, int] = {}
    for one in goods:
        sums[one.variant_id] = sums.get(one.variant_id, 0) + one.quantity
    return tuple(Goods(variant_id=id, quantity=quantity) for id, quantity in sums.items())
