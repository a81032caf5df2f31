"""What catalog does for others when told to: mostly with its stock."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from souk.kernel import Value
from souk.messages import Command, OnBehalf


class StockLine(Value):
    """So many of one variant. Lines of the same variant add up."""

    variant_id: UUID
    quantity: Annotated[int, Meta(ge=1, le=100_000)]


Lines = Annotated[tuple[StockLine, ...], Meta(min_length=1, max_length=500)]
LinesOrAll = Annotated[tuple[StockLine, ...], Meta(max_length=500)]


class Acknowledged(Value):
    """It was taken note of; what came of it is told by an event."""


class HoldAnswer(Value):
    """Whether the reservation still stands, and from now on without an end of its own."""

    held: bool


class ReserveStock(Command[Acknowledged], wire="catalog.reserve_stock.v1"):
    """Promise all of it to somebody until then, or nothing: StockReserved or StockRejected tells which.

    The reservation's id is chosen by the caller (orders takes the order's own). The same id again changes
    nothing and says nothing new; one that was released before it was reserved stays so, by StockRejected.
    """

    reservation_id: UUID
    lines: Lines
    expires_at: datetime


class ReserveTogether(Command[Acknowledged], wire="catalog.reserve_together.v1"):
    """ReserveStock for many at once: each is promised all or nothing, in the order given."""

    wishes: Annotated[tuple[OnBehalf[ReserveStock], ...], Meta(min_length=1, max_length=100)]


class HoldReservation(Command[HoldAnswer], wire="catalog.hold_reservation.v1"):
    """Let it no longer expire, before money is taken; not held when it has expired or was released."""

    reservation_id: UUID


class HoldTogether(Command[tuple[UUID, ...]], wire="catalog.hold_together.v1"):
    """HoldReservation for many at once; answered with those that are held."""

    reservation_ids: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=100)]


class CommitReservation(Command[Acknowledged], wire="catalog.commit_reservation.v1"):
    """These leave the house in that parcel: the promise and what is on hand go down. Once for each parcel.

    Refused (`reservation_gone`, `not_reserved`) when there is no such promise or less is left of it.
    """

    reservation_id: UUID
    parcel_id: UUID
    lines: Lines


class ReleaseReservation(Command[Acknowledged], wire="catalog.release_reservation.v1"):
    """Take back these promises, or all that are left when no lines are given. Once for each release_id.

    Releasing an unknown id leaves a tombstone: a late reserve is refused. More than is left is as much as is
    left. StockReleased tells what was really given back, if anything was.
    """

    reservation_id: UUID
    release_id: UUID
    lines: LinesOrAll = ()


class ReturnStock(Command[Acknowledged], wire="catalog.return_stock.v1"):
    """These came back and can be sold again. Once for each return."""

    return_id: UUID
    lines: Lines


class RecordPurchase(Command[Acknowledged], wire="catalog.record_purchase.v1"):
    """That person bought these products, and a review of theirs is a verified one. Once for each order."""

    order_id: UUID
    person_id: UUID
    product_ids: Annotated[tuple[UUID, ...], Meta(min_length=1, max_length=500)]
    at: datetime
