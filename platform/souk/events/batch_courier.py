"""The courier of a subscriber that takes batches: what is next in all its lanes, in one transaction."""

import asyncio
import time

from souk.database import Unavailable
from souk.events.appetite import Appetite
from souk.events.delivering import Attempt
from souk.events.fetching import Fetching
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy
from souk.events.pace import Pace
from souk.events.parcels import Parcel
from souk.events.posting import Posting
from souk.events.taking import NotOurs

LEAST = 64


class BatchCourier:
    """Delivers many events a transaction; when that fails they go one by one, to find whose fault it is."""

    def __init__(
        self, fetching: Fetching, posting: Posting, occupancy: Occupancy, leases: Leases, most: int
    ) -> None:
        self._fetching = fetching
        self._posting = posting
        self._occupancy = occupancy
        self._leases = leases
        self._appetite = Appetite(least=min(LEAST, most), most=most)
        self._pace = Pace()
        self._woken = asyncio.Event()
        self.idle = True

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._pace.to_rest())
            self._woken.clear()
            since, portion = time.monotonic(), self._appetite.portion
            fetched = await self.once()
            if fetched < portion:
                self._pace.took(time.monotonic() - since)
            if not fetched:
                await self._woken.wait()

    async def once(self) -> int:
        lanes = self._occupancy.lanes
        fetched = await self._fetching.fresh(
            self._leases.worker, lanes, self._appetite.each(), self._appetite.portion
        )
        self._appetite.ate(len(fetched), len({parcel.lane for parcel in fetched}))
        parcels = [parcel for parcel in fetched if not parcel.held and parcel.lane in self._occupancy]
        if parcels:
            self.idle = False
            try:
                with self._occupancy.working(*{parcel.lane for parcel in parcels}):
                    await self._post(parcels)
            finally:
                self.idle = True
        return len(fetched)

    def drop(self) -> None:
        """Hold nothing between two calls: what is under way finds out by itself that its lanes are gone."""

    async def _post(self, parcels: list[Parcel]) -> None:
        try:
            await self._posting.post_all(parcels, self._leases.worker)
        except NotOurs:
            return
        except Unavailable:
            raise
        except Exception:  # noqa: BLE001 - one by one, the failing one says it again
            await self._one_by_one(parcels)

    async def _one_by_one(self, parcels: list[Parcel]) -> None:
        stopped: set[str] = set()
        for parcel in parcels:
            if parcel.key not in stopped and not await self._posting.post(
                Attempt(parcel, self._leases.worker)
            ):
                stopped.add(parcel.key)
