"""The dispatcher of a process: a tour for each subscriber, a worker's membership, a scout."""

import asyncio
import os
import socket
from collections import defaultdict
from collections.abc import Collection
from datetime import datetime
from uuid import UUID

import structlog

from souk.configuration import EventSettings
from souk.endings import end
from souk.events.endurance import endure
from souk.events.leases import Leases
from souk.events.membership import Membership
from souk.events.scout import Scout
from souk.events.solitude import Solitude
from souk.events.store import EventStore
from souk.events.subscribers import subscribers_of
from souk.events.subscriptions import subscribe
from souk.events.tours import Shared, Tour
from souk.events.verdicts import Patience
from souk.messages.versions import event_name
from souk.modules import Registry
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.events")

WAITING = "SELECT DISTINCT subscriber FROM souk.pending UNION SELECT subscriber FROM souk.hold"


class Dispatcher:
    """Delivers events to the subscribers of this process, beside any number of others that do the same."""

    def __init__(
        self,
        registry: Registry,
        switchboard: Switchboard,
        hint: Hint,
        store: EventStore,
        width: int,
        settings: EventSettings,
        drain_seconds: float,
    ) -> None:
        self._drain_seconds = drain_seconds
        self._subscribers = subscribers_of(registry)
        self._store = store
        hears = {name: who.hearing.event.wire for name, who in self._subscribers.items()}
        self._leases = Leases(
            self._store, f"{socket.gethostname()}:{os.getpid()}", hears, settings.lease_seconds
        )
        shared = Shared(
            store=self._store,
            leases=self._leases,
            switchboard=switchboard,
            hint=hint,
            patience=Patience(first=settings.retry_seconds, longest=settings.longest_retry_seconds),
            solitude=Solitude(),
            width=width,
        )
        slots: dict[str, asyncio.Semaphore] = defaultdict(lambda: asyncio.Semaphore(width))
        self._tours = {name: Tour(who, shared, slots[who.module]) for name, who in self._subscribers.items()}
        self._known = False
        self._membership = Membership(self._leases, self._tours, settings.lease_seconds / 3)
        idlers = {name: tour.idlers for name, tour in self._tours.items()}
        self._scout = Scout(self._store, self._leases, idlers, settings.poll_seconds)
        self._hearers: dict[str, list[Tour]] = defaultdict(list)
        for tour in self._tours.values():
            self._hearers[event_name(tour.event.wire)].append(tour)
        self._tasks: list[asyncio.Task[None]] = []
        hint.listen(self.look)

    @property
    def worker(self) -> UUID:
        """Under which id this process holds lanes, for now."""
        return self._leases.worker

    async def subscribe(self) -> None:
        """Make the subscriptions known. Every transaction that commits after this has fanned out to them."""
        await subscribe(self._store, self._subscribers)
        self._known = True

    async def be_known(self) -> None:
        """Subscribe unless that is done. Subscribers never hear what was published before they were known."""
        if not self._known:
            await self.subscribe()

    def start(self) -> None:
        """Deliver from now on, until closed; a database that is away is waited for."""
        loops = {
            "membership": self._join,
            "scout": self._scout.run,
            **{
                f"{name} {number}": loop
                for name, tour in self._tours.items()
                for number, loop in enumerate(tour.loops())
            },
        }
        self._tasks = [asyncio.create_task(endure(name, loop), name=name) for name, loop in loops.items()]

    def look(self, wires: Collection[str]) -> None:
        """Have those who hear these events look for them now; everybody, if none is named."""
        for wire in wires or self._hearers:
            for tour in self._hearers.get(event_name(wire), ()):
                tour.hurry()

    async def deliver_due(self, now: datetime | None = None) -> int:
        """Deliver one portion of what is due, without having been started; return how much there was."""
        await self._membership.turn()
        waiting = {row.subscriber for row in await self._store.rows(WAITING)}
        return sum([await tour.once(now) for name, tour in self._tours.items() if name in waiting])

    async def close(self) -> None:
        """Finish what is under way and give the lanes back."""
        try:
            await self._membership.leave(self._drain_seconds)
        except Exception as error:  # noqa: BLE001 - the lease runs out by itself
            log.warning("left without saying so", reason=str(error))
        await end(self._tasks)
        await self._leases.close()

    async def _join(self) -> None:
        await self.subscribe()
        await self._membership.run()
