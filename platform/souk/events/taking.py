"""Taking a delivery: the first statement of a subscriber's transaction. No row, no effect."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from souk.events.parcels import Parcel

TAKE = text("SELECT souk.take_delivery(:subscriber, :lane, :key, :position, :worker, :held)")
TAKE_ALL = text("SELECT souk.take_deliveries(:subscriber, :lanes, :positions, :worker)")
COUNT = text("SELECT souk.count_attempt(:subscriber, :lane, :key, :position, :worker, :held, :more)")


class NotOurs(Exception):
    """The delivery is gone, or its lane is another worker's by now: whatever we did is rolled back."""


class Taking:
    """Takes one delivery, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID) -> None:
        self._parameters = _parameters(subscriber, parcel, worker)

    async def __call__(self, session: AsyncSession) -> None:
        if not await session.scalar(TAKE, self._parameters):
            raise NotOurs


class Counting:
    """Counts an attempt in the transaction that stores it, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID, more: int) -> None:
        self._parameters = {**_parameters(subscriber, parcel, worker), "more": more}

    async def __call__(self, session: AsyncSession) -> None:
        if not await session.scalar(COUNT, self._parameters):
            raise NotOurs


class TakingAll:
    """Takes all of these deliveries, or raises NotOurs and none is taken."""

    def __init__(self, subscriber: str, parcels: Sequence[Parcel], worker: UUID) -> None:
        self._parameters: dict[str, Any] = {
            "subscriber": subscriber,
            "lanes": [parcel.lane for parcel in parcels],
            "positions": [parcel.position for parcel in parcels],
            "worker": worker,
        }

    async def __call__(self, session: AsyncSession) -> None:
        if await session.scalar(TAKE_ALL, self._parameters) != len(self._parameters["positions"]):
            raise NotOurs


def _parameters(subscriber: str, parcel: Parcel, worker: UUID) -> dict[str, Any]:
    return {
        "subscriber": subscriber,
        "lane": parcel.lane,
        "key": parcel.key,
        "position": parcel.position,
        "worker": worker,
        "held": parcel.held,
    }
