"""Runs a subscriber: its transaction has the effect and ends the delivery, or neither."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from souk.database.transactions import Beginning, Transaction, committing
from souk.events.parcels import Parcel
from souk.events.subscribers import Subscriber
from souk.events.taking import Counting, Taking, TakingAll
from souk.messages import SYSTEM, Context, Event
from souk.modules import Effect
from souk.modules.hearings import Manner
from souk.observability.correlation import MODULE, REQUEST
from souk.observability.tracing import TAKEN, span
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

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
        event = self._who.reader.read(attempt.parcel)
        context = attempt.parcel.context(self._who.module)
        outer = MODULE.set(self._who.module), REQUEST.set(context.request_id)
        try:
            with span(self._who.name, kind=TAKEN, traceparent=context.traceparent, module=self._who.module):
                await self._in_its_manner(attempt, event, context)
        finally:
            MODULE.reset(outer[0])
            REQUEST.reset(outer[1])

    async def many(self, parcels: Sequence[Parcel], worker: UUID) -> None:
        """Deliver all of them in one transaction, to a subscriber that takes batches."""
        events = [self._who.reader.read(parcel) for parcel in parcels]
        context = Context(actor=SYSTEM, caller=self._who.module, reason=f"a batch for {self._who.name}")
        taking = TakingAll(self._who.name, parcels, worker)
        causes = (parcel.context("").traceparent for parcel in parcels)
        with span(self._who.name, kind=TAKEN, links=causes, module=self._who.module):
            await self._in_transaction(context, taking, lambda tx: self._function(tx, events))

    async def _in_its_manner(self, attempt: Attempt, event: Event, context: Context) -> None:
        taking = Taking(self._who.name, attempt.parcel, attempt.worker)
        match self._who.hearing.manner:
            case Manner.ONE:
                await self._in_transaction(context, taking, lambda tx: self._function(tx, event))
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


async def _nothing(_: Transaction) -> None:
    return None
