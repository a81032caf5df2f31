"""Keys on hold that are due: the slow way, which never lets a poisoned event take its neighbours along."""

import asyncio
from datetime import datetime
from typing import NamedTuple

from souk.events.delivering import Attempt
from souk.events.fetching import Fetching
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy
from souk.events.parcels import Parcel
from souk.events.posting import Posting
from souk.events.store import EventStore
from souk.events.subscribers import Subscriber

PORTION = 50

DUE = """
    SELECT h.key, h.lane FROM unnest(%(lanes)s::smallint[]) AS l (lane) CROSS JOIN LATERAL (
        SELECT * FROM souk.hold h WHERE h.subscriber = %(subscriber)s AND h.lane = l.lane
            AND h.until <= greatest(clock_timestamp(), %(now)s) ORDER BY h.until LIMIT 10
    ) h
"""
MINE = """
    EXISTS (SELECT FROM souk.lane l
            WHERE l.subscriber = %(subscriber)s AND l.lane = %(lane)s AND l.owner = %(worker)s)
"""
RUN = f"""
    UPDATE souk.hold SET running = true WHERE subscriber = %(subscriber)s AND key = %(key)s AND {MINE}
"""
COUNT = f"""
    UPDATE souk.held_delivery SET attempts = attempts + 1
    WHERE subscriber = %(subscriber)s AND key = %(key)s
        AND position = %(position)s AND {MINE}
"""
LIFT = "SELECT souk.lift_hold(%(subscriber)s, %(key)s, %(worker)s)"


class Hold(NamedTuple):
    key: str
    lane: int


class HeldKeys:
    """Works off what is due behind the holds of one subscriber."""

    def __init__(
        self,
        subscriber: Subscriber,
        store: EventStore,
        fetching: Fetching,
        posting: Posting,
        occupancy: Occupancy,
        leases: Leases,
        alone: asyncio.Lock,
    ) -> None:
        """`alone` is this process's: whoever has it is the only suspect that runs."""
        self._subscriber = subscriber
        self._store = store
        self._fetching = fetching
        self._posting = posting
        self._occupancy = occupancy
        self._leases = leases
        self._alone = alone
        self._woken = asyncio.Event()
        self.idle = True

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        while True:
            self._woken.clear()
            if not await self.once():
                await self._woken.wait()

    async def once(self, now: datetime | None = None) -> int:
        """Work off one portion of every key that is due; return how many keys were."""
        wanted = self._about(lanes=list(self._occupancy.lanes), now=now)
        due = (
            [Hold._make(row) for row in await self._store.rows(DUE, wanted)] if self._occupancy.lanes else []
        )
        self.idle = not due
        try:
            results = await asyncio.gather(*map(self._work_off, due), return_exceptions=True)
        finally:
            self.idle = True
        for failure in results:
            if failure is not None:
                raise failure
        return len(due)

    async def _work_off(self, hold: Hold) -> None:
        with self._occupancy.working(hold.lane):
            if hold.lane not in self._occupancy or not await self._store.run(RUN, self._of(hold)):
                return
            for parcel in await self._fetching.behind(hold.key, PORTION):
                if hold.lane not in self._occupancy or not await self._post(hold, parcel):
                    return
            await self._store.rows(LIFT, self._of(hold))

    async def _post(self, hold: Hold, parcel: Parcel) -> bool:
        attempt = Attempt(parcel, self._leases.worker)
        if not parcel.suspect:
            return await self._posting.post(attempt)
        if parcel.attempts >= self._subscriber.hearing.attempts:
            return await self._posting.give_up(attempt)
        async with self._alone:
            if hold.lane not in self._occupancy or not await self._count(hold, parcel):
                return False
            attempt.counted = 1
            return await self._posting.post(attempt)

    async def _count(self, hold: Hold, parcel: Parcel) -> bool:
        return await self._store.run(COUNT, self._of(hold, position=parcel.position)) > 0

    def _of(self, hold: Hold, **more: object) -> dict[str, object]:
        return self._about(key=hold.key, lane=hold.lane, **more)

    def _about(self, **more: object) -> dict[str, object]:
        return {"subscriber": self._subscriber.name, "worker": self._leases.worker, **more}
