"""All that serves one subscriber in this process: its courier, its held keys, its lanes."""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import datetime

from souk.events.batch_courier import BatchCourier
from souk.events.courier import Courier, KeyCourier
from souk.events.delivering import Delivering
from souk.events.failures import Failures
from souk.events.fetching import Fetching
from souk.events.held_keys import HeldKeys
from souk.events.leases import Leases
from souk.events.occupancy import Occupancy
from souk.events.posting import Posting
from souk.events.scout import Idler
from souk.events.solitude import Solitude
from souk.events.store import EventStore
from souk.events.subscribers import Subscriber
from souk.events.verdicts import Patience
from souk.modules.hearings import Manner
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

EFFECTS_AT_ONCE = 16  # they wait for others outside, and need no connection for that


@dataclass(frozen=True, kw_only=True)
class Shared:
    """What all tours of a process share."""

    store: EventStore
    leases: Leases
    switchboard: Switchboard
    hint: Hint
    patience: Patience
    solitude: Solitude
    width: int


class Tour:
    """The tour of one subscriber: who carries its deliveries, and in which lanes."""

    def __init__(self, subscriber: Subscriber, shared: Shared, slots: asyncio.Semaphore) -> None:
        """`slots` are the connections that the subscriber's module has for this."""
        self.occupancy = Occupancy()
        fetching = Fetching(shared.store, subscriber.name)
        delivering = Delivering(subscriber, shared.switchboard, shared.hint, slots)
        failures = Failures(shared.store, subscriber, shared.patience)
        posting = Posting(subscriber, delivering, failures, slots)
        hearing = subscriber.hearing
        width = EFFECTS_AT_ONCE if hearing.manner is Manner.EFFECT else shared.width
        self._courier: Courier = (
            BatchCourier(fetching, posting, self.occupancy, shared.leases, hearing.batch)
            if hearing.manner in {Manner.BATCH, Manner.AS_ONE}
            else KeyCourier(fetching, posting, self.occupancy, shared.leases, width)
        )
        self._held = HeldKeys(
            subscriber, shared.store, fetching, posting, self.occupancy, shared.leases, shared.solitude
        )
        self.event = hearing.event

    @property
    def idle(self) -> bool:
        return all(idler.idle for idler in self.idlers)

    @property
    def idlers(self) -> tuple[Idler, Idler]:
        """Who carries what is new, and who works off what was held."""
        return self._courier, self._held

    def loops(self) -> list[Callable[[], Awaitable[None]]]:
        return [self._courier.run, self._held.run]

    def wake(self) -> None:
        self._courier.wake()
        self._held.wake()

    def hurry(self) -> None:
        """Look for new events now."""
        self._courier.wake()

    def drop(self) -> None:
        self._courier.drop()

    async def once(self, now: datetime | None = None) -> int:
        """Deliver one portion of what is due, to its end; return how much there was."""
        return await self._held.once(now) + await self._courier.once()
