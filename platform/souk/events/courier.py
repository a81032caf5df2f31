"""A courier carries one subscriber's deliveries: keys side by side, the deliveries of a key in order."""

import asyncio
import time
from collections import Counter, deque
from typing import Protocol

import structlog

from souk.events.appetite import Appetite
from souk.events.delivering import Attempt
from souk.events.fetching import Fetching
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy
from souk.events.pace import Pace
from souk.events.parcels import Parcel
from souk.events.posting import Posting

log = structlog.get_logger("souk.events")

MOST = 256


class Courier(Protocol):
    """What the dispatcher knows of a courier."""

    @property
    def idle(self) -> bool:
        """Whether it has nothing in hand."""
        ...

    def wake(self) -> None:
        """Have it look at its lanes now."""

    async def run(self) -> None:
        """Deliver until cancelled."""

    async def once(self) -> int:
        """Deliver one portion to its end and return how many deliveries it met."""
        ...

    def drop(self) -> None:
        """Let go of everything in hand: its lanes may be another worker's by now."""


class KeyCourier:
    """Delivers one event a transaction."""

    def __init__(
        self, fetching: Fetching, posting: Posting, occupancy: Occupancy, leases: Leases, width: int
    ) -> None:
        """`width` is how many keys it serves at a time."""
        self._fetching = fetching
        self._posting = posting
        self._occupancy = occupancy
        self._leases = leases
        self._width = width
        self._turn = asyncio.Semaphore(width)
        self._appetite = Appetite(least=8 * width, most=MOST)
        self._pace = Pace()
        self._there_is_more = False
        self._woken = asyncio.Event()
        self._nearly_done = asyncio.Event()
        self._queues: dict[str, deque[Parcel]] = {}
        self._tasks: set[asyncio.Task[None]] = set()
        self._in_hand: set[int] = set()
        self._done_meanwhile: set[int] = set()
        self._stopped_meanwhile: set[str] = set()

    @property
    def idle(self) -> bool:
        return not self._in_hand

    def wake(self) -> None:
        self._woken.set()

    async def run(self) -> None:
        while True:
            await asyncio.sleep(self._pace.to_rest())
            self._woken.clear()
            since = time.monotonic()
            if await self._load() and self._there_is_more:
                await self._until_nearly_done()
            else:
                self._pace.took(time.monotonic() - since)
                await self._woken.wait()

    async def once(self) -> int:
        met = await self._load()
        while self._tasks:
            await asyncio.wait(set(self._tasks))
        return met

    def drop(self) -> None:
        for task in self._tasks:
            task.cancel()
        self._queues.clear()
        self._in_hand.clear()
        self._nearly_done.set()

    async def _load(self) -> int:
        """Fetch a portion beside what is in hand; return how many of it are new."""
        self._done_meanwhile.clear()
        self._stopped_meanwhile.clear()
        held = len(self._in_hand)
        each, most = self._appetite.each() + held, self._appetite.portion + held
        parcels = await self._fetching.fresh(self._leases.worker, self._occupancy.lanes, each, most)
        lanes = Counter(parcel.lane for parcel in parcels)
        self._there_is_more = len(parcels) >= most or max(lanes.values(), default=0) >= each
        self._appetite.ate(len(parcels), len(lanes))
        fresh = [parcel for parcel in parcels if self._is_new(parcel)]
        for parcel in fresh:
            self._queue(parcel)
        return len(fresh) + sum(parcel.held for parcel in parcels)

    def _is_new(self, parcel: Parcel) -> bool:
        """Tell what the fetch saw from what happened while it was looking."""
        return not (
            parcel.held
            or parcel.position in self._in_hand
            or parcel.position in self._done_meanwhile
            or parcel.key in self._stopped_meanwhile
            or parcel.lane not in self._occupancy
        )

    def _queue(self, parcel: Parcel) -> None:
        self._in_hand.add(parcel.position)
        queue = self._queues.get(parcel.key)
        if queue is None:
            self._queues[parcel.key] = deque([parcel])
            task = asyncio.create_task(self._serve(parcel.key))
            self._tasks.add(task)
            task.add_done_callback(self._tasks.discard)
        else:
            queue.append(parcel)

    async def _serve(self, key: str) -> None:
        queue = self._queues[key]
        while queue:
            parcel = queue.popleft()
            goes_on = await self._post(parcel)
            self._put_down(parcel)
            if not goes_on:
                self._stopped_meanwhile.add(key)
                while queue:
                    self._put_down(queue.popleft())
        self._queues.pop(key, None)

    async def _post(self, parcel: Parcel) -> bool:
        async with self._turn:
            if parcel.lane not in self._occupancy:
                return False
            with self._occupancy.working(parcel.lane):
                try:
                    return await self._posting.post(Attempt(parcel, self._leases.worker))
                except Exception as error:  # noqa: BLE001 - the failure itself could not be written down
                    log.warning("delivery interrupted", position=parcel.position, reason=str(error))
                    return False

    def _put_down(self, parcel: Parcel) -> None:
        self._in_hand.discard(parcel.position)
        self._done_meanwhile.add(parcel.position)
        if len(self._in_hand) <= self._width:
            self._nearly_done.set()

    async def _until_nearly_done(self) -> None:
        while len(self._in_hand) > self._width:
            self._nearly_done.clear()
            await self._nearly_done.wait()
