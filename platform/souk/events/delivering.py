"""Runs a subscriber: its transaction has the effect and ends the delivery, or neither."""

import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any
from uuid import UUID

import msgspec

from souk.database.committing import committing
from souk.database.transactions import Transaction
from souk.database.under_way import Beginning
from souk.events.parcels import Parcel
from souk.events.subscribers import Subscriber
from souk.events.taking import Counting, Taking, TakingAll
from souk.messages import SYSTEM, Context, Event
from souk.modules import Effect
from souk.modules.heard import Heard
from souk.modules.hearings import Manner, Then
from souk.observability.correlation import MODULE, REQUEST
from souk.observability.tracing import TAKEN, current_traceparent, span
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

Carried = tuple[Parcel, Event]
Work = Callable[[Transaction], Awaitable[Any]]


@dataclass
class Attempt:
    """One attempt at a parcel, and how often it has been counted in the database so far: once at most."""

    parcel: Parcel
    worker: UUID
    counted: int = 0


class Delivering:
    """Delivers to one subscriber. Raises NotOurs or what the subscriber raises; then nothing happened."""

    def __init__(
        self, subscriber: Subscriber, switchboard: Switchboard, hint: Hint, slots: asyncio.Semaphore
    ) -> None:
        """`slots` are for effects, which need none while they wait for somebody outside."""
        self._who = subscriber
        self._slots = slots
        self._function = subscriber.hearing.function
        self._switchboard = switchboard
        self._hint = hint

    async def one(self, attempt: Attempt) -> None:
        """Deliver a parcel in the manner that the subscriber declares."""
        event, parcel = self._who.reader.read(attempt.parcel), attempt.parcel
        context = parcel.context(self._who.module)
        async with self._occasion(context):
            await self._in_its_manner(attempt, event, context)

    async def many(self, parcels: Sequence[Parcel], worker: UUID) -> None:
        """Deliver all of them in one transaction, to a subscriber that takes batches or hears many as one."""
        events = [self._who.reader.read(parcel) for parcel in parcels]
        context = Context(actor=SYSTEM, caller=self._who.module, reason=f"a batch for {self._who.name}")
        taking = TakingAll(self._who.name, parcels, worker)
        if self._who.hearing.manner is Manner.AS_ONE:
            heard = sorted(zip(parcels, events, strict=True), key=_by_key)
            await self._in_transaction(context, taking, lambda tx: self._as_one(tx, heard))
            return
        causes = (parcel.context("").traceparent for parcel in parcels)
        with span(self._who.name, kind=TAKEN, links=causes, module=self._who.module):
            await self._in_transaction(context, taking, lambda tx: self._function(tx, events))

    async def _as_one(self, tx: Transaction, heard: Sequence[Carried]) -> None:
        """Call it once for all: alone in the event's own trace, else in one that names all of theirs."""
        contexts = [parcel.context(self._who.module) for parcel, _ in heard]
        if len(contexts) == 1:
            async with self._occasion(contexts[0]):
                await self._call_once(tx, [Heard(tx.caused_by(contexts[0]), heard[0][1])])
            return
        outer = MODULE.set(self._who.module)
        causes = (context.traceparent for context in contexts)
        try:
            with span(self._who.name, kind=TAKEN, links=causes, module=self._who.module):
                each = [
                    Heard(tx.caused_by(self._begun(context)), event)
                    for context, (_, event) in zip(contexts, heard, strict=True)
                ]
                await self._call_once(tx, each)
        finally:
            MODULE.reset(outer)

    async def _call_once(self, tx: Transaction, heard: Sequence[Heard[Event]]) -> None:
        then: Then | None = await self._function(tx, heard)
        if then is not None:
            await then(tx)

    def _begun(self, context: Context) -> Context:
        """Return it with a span in its own trace, by which whoever hears of it goes on.

        That one names the span at hand, of all together: there the work is seen.
        """
        together, its = [current_traceparent()], context.traceparent
        with span(self._who.name, kind=TAKEN, traceparent=its, links=together, module=self._who.module):
            trace = current_traceparent()
        return msgspec.structs.replace(context, traceparent=trace) if trace else context

    @asynccontextmanager
    async def _occasion(self, context: Context) -> AsyncIterator[None]:
        """Have logs and traces say whose module it is, and which request began it."""
        outer = MODULE.set(self._who.module), REQUEST.set(context.request_id)
        try:
            with span(self._who.name, kind=TAKEN, traceparent=context.traceparent, module=self._who.module):
                yield
        finally:
            MODULE.reset(outer[0])
            REQUEST.reset(outer[1])

    async def _in_its_manner(self, attempt: Attempt, event: Event, context: Context) -> None:
        taking = Taking(self._who.name, attempt.parcel, attempt.worker)
        match self._who.hearing.manner:
            case Manner.ONE:
                await self._in_transaction(context, taking, lambda tx: self._function(tx, event))
            case Manner.AS_ONE:
                heard = [(attempt.parcel, event)]
                await self._in_transaction(context, taking, lambda tx: self._as_one(tx, heard))
            case Manner.BATCH:
                await self._in_transaction(context, taking, lambda tx: self._function(tx, [event]))
            case Manner.EFFECT:
                await self._effect(attempt, event, context, taking)

    async def _effect(self, attempt: Attempt, event: Event, context: Context, taking: Taking) -> None:
        """Store the attempt; have the effect, in no transaction; book it with the end of the delivery."""
        counting = Counting(self._who.name, attempt.parcel, attempt.worker, 1 - attempt.counted)
        async with self._slots:
            effect: Effect[Any] | None = await self._in_transaction(
                context, counting, lambda tx: self._function(tx, event)
            )
            attempt.counted = 1
            if effect is None:
                await self._in_transaction(context, taking, _nothing)
                return
        performed = effect
        async with asyncio.timeout(self._who.hearing.seconds):
            with span(f"{self._who.name} effect", module=self._who.module):
                outcome = await performed.perform()
        async with self._slots:
            await self._in_transaction(context, taking, lambda tx: performed.book(tx, outcome))

    async def _in_transaction(self, context: Context, begins: Beginning, work: Work) -> Any:
        transaction = self._switchboard.transaction(self._who.module, context, begins=begins)
        async with asyncio.timeout(self._who.hearing.seconds), committing(transaction) as tx:
            answer = await work(tx)
        if transaction.announced:
            self._hint.wake(transaction.announced)
        return answer


def _by_key(heard: Carried) -> tuple[str, int]:
    """In one order for all who lock what these keys stand for; in each key as they were published."""
    return heard[0].key, heard[0].position


async def _nothing(_: Transaction) -> None:
    return None
