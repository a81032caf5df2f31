"""Posts a parcel: delivers it, measures, and writes down what went wrong."""

import asyncio
import time
from collections.abc import Sequence
from contextlib import nullcontext
from uuid import UUID

import structlog

from souk.events.delivering import Attempt, Delivering
from souk.events.failures import Failures
from souk.events.meters import DeliveryMeter
from souk.events.parcels import Parcel
from souk.events.subscribers import Subscriber
from souk.events.taking import NotOurs
from souk.events.verdicts import Verdict, judge
from souk.modules.hearings import Manner
from souk.observability.tracing import trace_of

log = structlog.get_logger("souk.events")

GIVEN_UP = Verdict(counts=True, reason="the worker died each time it was tried")


class Posting:
    """Posts to one subscriber. `slots` are the connections that its module has for this."""

    def __init__(
        self, subscriber: Subscriber, delivering: Delivering, failures: Failures, slots: asyncio.Semaphore
    ) -> None:
        self._subscriber = subscriber
        self._delivering = delivering
        self._failures = failures
        is_effect = subscriber.hearing.manner is Manner.EFFECT  # it takes one for each of its transactions
        self._slots = nullcontext() if is_effect else slots
        self._meter = DeliveryMeter(subscriber.name)

    async def post(self, attempt: Attempt) -> bool:
        """Return whether the next delivery of the same key may follow."""
        async with self._slots:
            started = time.perf_counter()
            try:
                await self._delivering.one(attempt)
                outcome = "done"
            except NotOurs:
                outcome = "lost"
            except Exception as error:  # noqa: BLE001 - whatever a subscriber raises is its verdict's matter
                outcome = await self._failed(attempt, error)
        self._meter.count(outcome, seconds=time.perf_counter() - started, age=attempt.parcel.age)
        return outcome == "done" or (outcome == "dead" and not self._subscriber.hearing.parks)

    async def post_all(self, parcels: Sequence[Parcel], worker: UUID) -> None:
        """Post to a subscriber that takes batches; raises what the subscriber raises, or NotOurs."""
        async with self._slots:
            started = time.perf_counter()
            await self._delivering.many(parcels, worker)
        seconds = time.perf_counter() - started
        self._meter.count("done", seconds=seconds, age=parcels[0].age, times=len(parcels))

    async def give_up(self, attempt: Attempt) -> bool:
        """Bury without another try what has killed its workers; return whether the key goes on."""
        attempt.counted = 1
        await self._failures.record(attempt, GIVEN_UP)
        self._report(attempt, GIVEN_UP, dead=True, error=None)
        self._meter.count("dead", seconds=0, age=attempt.parcel.age)
        return not self._subscriber.hearing.parks

    async def _failed(self, attempt: Attempt, error: Exception) -> str:
        verdict = judge(error)
        dead = await self._failures.record(attempt, verdict)
        self._report(attempt, verdict, dead=dead, error=error)
        if dead:
            return "dead"
        return "failed" if verdict.counts else "postponed"

    def _report(self, attempt: Attempt, verdict: Verdict, *, dead: bool, error: Exception | None) -> None:
        parcel = attempt.parcel
        what = "event is a dead letter" if dead else "delivery failed" if verdict.counts else "delivery waits"
        log.warning(
            what,
            subscriber=self._subscriber.name,
            module=self._subscriber.module,
            event_id=str(parcel.id),
            event_type=parcel.type,
            **_thread(parcel),
            position=parcel.position,
            attempts=parcel.attempts + (1 if verdict.counts else 0),
            reason=verdict.reason,
            exc_info=error if verdict.counts else None,
        )


def _thread(parcel: Parcel) -> dict[str, str]:
    """Return what ties the failure to the request that caused the event, however long ago."""
    if parcel.id is None:  # the event itself is gone
        return {}
    published = parcel.context("")
    return {"request_id": published.request_id, "trace_id": trace_of(published.traceparent)}
