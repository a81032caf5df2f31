"""Keys on hold that are due: the slow way, which never lets a poisoned event take its neighbours along."""

import asyncio
from datetime import datetime
from typing import NamedTuple

from souk.endings import end
from souk.events.delivering import Attempt
from souk.events.fetching import Fetching
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy
from souk.events.parcels import Parcel
from souk.events.posting import Posting
from souk.events.solitude import Solitude
from souk.events.store import EventStore
from souk.events.subscribers import Subscriber

PORTION = 50
LOOK_SECONDS = 0.25

DUE = """
    SELECT h.key, h.lane FROM unnest(%(lanes)s::smallint[]) AS l (lane) CROSS JOIN LATERAL (
        SELECT * FROM souk.hold h WHERE h.subscriber = %(subscriber)s AND h.lane = l.lane
            AND h.until <= greatest(clock_timestamp(), %(now)s) AND h.key <> ALL (%(busy)s::text[])
        ORDER BY h.until LIMIT 10
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
    """Works off what is due behind the holds of one subscriber; no key waits for another."""

    def __init__(
        self,
        subscriber: Subscriber,
        store: EventStore,
        fetching: Fetching,
        posting: Posting,
        occupancy: Occupancy,
        leases: Leases,
        solitude: Solitude,
    ) -> None:
        """`solitude` is this process's: whoever begins there is the only suspect that does."""
        self._subscriber = subscriber
        self._store = store
        self._fetching = fetching
        self._posting = posting
        self._occupancy = occupancy
        self._leases = leases
        self._solitude = solitude
        self._woken = asyncio.Event()
        self._under_way: dict[str, asyncio.Task[None]] = {}

    @property
    def idle(self) -> bool:
        return not self._under_way

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        try:
            while True:
                self._woken.clear()
                if not await self._begin():
                    await self._until_something_happens()
        except asyncio.CancelledError:
            await end(self._under_way.values())
            raise

    async def once(self, now: datetime | None = None) -> int:
        """Work off one portion of every key that is due; return how many keys were."""
        begun = await self._begin(now)
        while self._under_way:
            await asyncio.wait(set(self._under_way.values()), return_when=asyncio.FIRST_COMPLETED)
            self._clear_away()
        return begun

    async def _begin(self, now: datetime | None = None) -> int:
        """Begin with every key that is due and not under way, and return how many those were."""
        self._clear_away()
        if not self._occupancy.lanes:
            return 0
        wanted = self._about(lanes=list(self._occupancy.lanes), now=now, busy=list(self._under_way))
        due = [Hold._make(row) for row in await self._store.rows(DUE, wanted)]
        for hold in due:
            self._under_way[hold.key] = asyncio.create_task(self._work_off(hold))
        return len(due)

    async def _until_something_happens(self) -> None:
        """The scout looks for those who are idle; whoever is busy looks again after a while."""
        waiting = asyncio.ensure_future(self._woken.wait())
        try:
            await asyncio.wait(
                {waiting, *self._under_way.values()},
                timeout=LOOK_SECONDS if self._under_way else None,
                return_when=asyncio.FIRST_COMPLETED,
            )
        finally:
            waiting.cancel()

    def _clear_away(self) -> None:
        """Forget the keys that are through; raise what stopped one of them."""
        for key in [key for key, task in self._under_way.items() if task.done()]:
            self._under_way.pop(key).result()

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
        return await self._solitude.begin(lambda: self._post_suspect(hold, attempt))

    async def _post_suspect(self, hold: Hold, attempt: Attempt) -> bool:
        if hold.lane not in self._occupancy or not await self._count(hold, attempt.parcel):
            return False
        attempt.counted = 1
        return await self._posting.post(attempt)

    async def _count(self, hold: Hold, parcel: Parcel) -> bool:
        return await self._store.run(COUNT, self._of(hold, position=parcel.position)) > 0

    def _of(self, hold: Hold, **more: object) -> dict[str, object]:
        return self._about(key=hold.key, lane=hold.lane, **more)

    def _about(self, **more: object) -> dict[str, object]:
        return {"subscriber": self._subscriber.name, "worker": self._leases.worker, **more}
