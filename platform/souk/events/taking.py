"""Taking a delivery: the first statement of a subscriber's transaction. No row, no effect."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from souk.database.driving import Speaking
from souk.events.parcels import Parcel

TAKE = b"""
    SELECT souk.take_delivery(%(subscriber)s, %(lane)s, %(key)s, %(position)s, %(worker)s, %(held)s)
"""
TAKE_ALL = b"""
    SELECT souk.take_deliveries(
        %(subscriber)s, CAST(%(lanes)s AS smallint[]), CAST(%(positions)s AS bigint[]), %(worker)s
    )
"""
COUNT = b"""
    SELECT souk.count_attempt(
        %(subscriber)s, %(lane)s, %(key)s, %(position)s, %(worker)s, %(held)s, %(more)s
    )
"""


class NotOurs(Exception):
    """The delivery is gone, or its lane is another worker's by now: whatever we did is rolled back."""


class Taking:
    """Takes one delivery, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID) -> None:
        self._parameters = _parameters(subscriber, parcel, worker)

    def __str__(self) -> str:
        return str(self._parameters["subscriber"])

    async def __call__(self, driver: Speaking) -> None:
        ((ours,),) = await driver.rows(TAKE, self._parameters)
        if not ours:
            raise NotOurs


class Counting:
    """Counts an attempt in the transaction that stores it, or raises NotOurs."""

    def __init__(self, subscriber: str, parcel: Parcel, worker: UUID, more: int) -> None:
        self._parameters = {**_parameters(subscriber, parcel, worker), "more": more}

    def __str__(self) -> str:
        return f"{self._parameters['subscriber']} attempt"

    async def __call__(self, driver: Speaking) -> None:
        ((ours,),) = await driver.rows(COUNT, self._parameters)
        if not ours:
            raise NotOurs


class TakingAll:
    """Takes all of these deliveries, or raises NotOurs and none is taken."""

    def __init__(self, subscriber: str, parcels: Sequence[Parcel], worker: UUID) -> None:
        self._parameters: dict[str, Any] = {
            "subscriber": subscriber,
            "lanes": array(parcel.lane for parcel in parcels),
            "positions": array(parcel.position for parcel in parcels),
            "worker": worker,
        }
        self._count = len(parcels)

    def __str__(self) -> str:
        return str(self._parameters["subscriber"])

    async def __call__(self, driver: Speaking) -> None:
        ((count,),) = await driver.rows(TAKE_ALL, self._parameters)
        if count != self._count:
            raise NotOurs


def array(numbers: Iterable[int]) -> str:
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
