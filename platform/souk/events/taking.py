"""Taking a delivery: the first statement of a subscriber's transaction. No row, no effect."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from souk.events.parcels import Parcel

TAKE = b"""
    SELECT souk.take_delivery(%(subscriber)s, %(lane)s, %(key)s, %(position)s, %(worker)s, %(held)s)
"""
TAKE_ALL = text("""
    SELECT souk.take_deliveries(
        :subscriber,
        CAST(CAST(:lanes AS text) AS smallint[]), CAST(CAST(:positions AS text) AS bigint[]),
        :worker
    )
""")
COUNT = text("SELECT souk.count_attempt(:subscriber, :lane, :key, :position, :worker, :held, :more)")


class NotOurs(Exception):
    """The delivery is gone, or its lane is another worker's by now: whatever we did is rolled back."""


class Taking:
    """Takes one delivery, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID) -> None:
        self._parameters = _parameters(subscriber, parcel, worker)

    def __str__(self) -> str:
        return str(self._parameters["subscriber"])

    async def __call__(self, session: AsyncSession) -> None:
        """Ask the driver itself: that costs half, and it is said for every event."""
        connection: Any = await session.connection()
        driver = connection.sync_connection.connection.driver_connection
        cursor = await driver.execute(TAKE, self._parameters)
        if not (await cursor.fetchone())[0]:
            raise NotOurs


class Counting:
    """Counts an attempt in the transaction that stores it, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID, more: int) -> None:
        self._parameters = {**_parameters(subscriber, parcel, worker), "more": more}

    def __str__(self) -> str:
        return f"{self._parameters['subscriber']} attempt"

    async def __call__(self, session: AsyncSession) -> None:
        if not await session.scalar(COUNT, self._parameters):
            raise NotOurs


class TakingAll:
    """Takes all of these deliveries, or raises NotOurs and none is taken."""

    def __init__(self, subscriber: str, parcels: Sequence[Parcel], worker: UUID) -> None:
        self._parameters: dict[str, Any] = {
            "subscriber": subscriber,
            "lanes": _array(parcel.lane for parcel in parcels),
            "positions": _array(parcel.position for parcel in parcels),
            "worker": worker,
        }
        self._count = len(parcels)

    def __str__(self) -> str:
        return str(self._parameters["subscriber"])

    async def __call__(self, session: AsyncSession) -> None:
        if await session.scalar(TAKE_ALL, self._parameters) != self._count:
            raise NotOurs


def _array(numbers: Iterable[int]) -> str:
    """Write an array as PostgreSQL reads it; the driver takes many times as long."""
    return "{" + ",".join(map(str, numbers)) + "}"


def _parameters(subscriber: str, parcel: Parcel, worker: UUID) -> dict[str, Any]:
    return {
        "subscriber": subscriber,
        "lane": parcel.lane,
        "key": parcel.key,
        "position": parcel.position,
        "worker": worker,
        "held": parcel.held,
    }
