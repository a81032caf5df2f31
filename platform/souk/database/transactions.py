"""A module's transaction: statements, events and jobs commit together or not at all."""

from collections.abc import Collection, Mapping, Sequence
from copy import copy
from datetime import datetime, timedelta
from typing import Any, Protocol, TypeVar
from uuid import UUID

import msgspec
from sqlalchemy import Executable, Result, exc, inspect
from sqlalchemy.ext.asyncio import AsyncSession

from souk.database.driving import Rows, Statement
from souk.database.failures import violated_constraint
from souk.database.locking import locking
from souk.database.under_way import Beginning, Borrow, Sessions, UnderWay
from souk.database.watching import LISTENERS, watch_of
from souk.kernel import Clock, IdSource, Refusal
from souk.messages import LIVE, Actor, Command, Context, Event, Job, Notice, Query, StaffActed, Terms
from souk.observability.tracing import HANDED_ON, SENT, current_traceparent, span, trace_of
from souk.outbox.outbox import WRITE, Outbox
from souk.outbox.telling import TELL, parameters, recorded

T = TypeVar("T")


class TooLateToAsk(RuntimeError):
    """`ask` or `do` after the first statement: two modules would hold locks. Ask first, then write."""


class Carrier(Protocol):
    """Carries a message to the module that handles it."""

    async def carry(self, message: Query[T] | Command[T], context: Context) -> T: ...


class Transaction:
    """What a handler works with. It connects at its first statement and is committed by the edge alone."""

    def __init__(
        self,
        module: str,
        sessions: Sessions,
        carrier: Carrier,
        context: Context,
        clock: Clock,
        ids: IdSource,
        terms: Mapping[str, Terms],
        begins: Beginning | None = None,
        borrow: Borrow | None = None,
    ) -> None:
        self.module = module
        self.context = context
        self._under_way = UnderWay(sessions, borrow, begins, watch_of(module))
        self._carrier = carrier
        self._clock = clock
        self._ids = ids
        self._terms = terms
        self._traced = context
        self._occasion_of: Context | None = None

    @property
    def actor(self) -> Actor:
        """The person in whose name this happens."""
        return self.context.actor

    @property
    def now(self) -> datetime:
        return self._clock.now()

    def new_id(self) -> UUID:
        return self._ids.new()

    def caused_by(self, context: Context) -> "Transaction":
        """Return a view of this transaction in which all happens on that occasion, in that actor's name."""
        view = copy(self)
        view.context = context
        return view

    async def ask(self, query: Query[T]) -> T:
        """Ask another module; only before the first statement of this transaction."""
        return await self._carrier.carry(query, self._passing_on())

    async def do(self, command: Command[T]) -> T:
        """Order another module, in its own transaction; only before the first statement of this one."""
        return await self._carrier.carry(command, self._passing_on())

    def publish(self, event: Event, *older: Event) -> UUID:
        """Announce the event with this transaction's commit, and return its id.

        While some still read an older version of it, say it in that version too: `publish(v2, v1)` is one
        event, which each subscriber hears once, in the version that it reads.
        """
        return self._box().publish(self._occasion(), event, older, self._ids.new())

    def publish_staff_action(self, capability: str, action: str, subject: str) -> None:
        """Announce StaffActed in the actor's name; what the system does by itself is nobody's action."""
        if self.actor.id is not None:
            acted = StaffActed(actor_id=self.actor.id, capability=capability, action=action, subject=subject)
            self.publish(acted)

    def enqueue(
        self, job: Job, *, delay: timedelta | None = None, unique: str = "", priority: int | None = None
    ) -> UUID:
        """Want the job done once this transaction has committed, `delay` later, on its declared terms.

        With `unique`, a job of the same type and key that is still to be finished stands in for this one. Its
        time counts from the commit by the database's clock. A `priority` (0 to 9) replaces the declared one.
        """
        identity = self._ids.new()
        return self._box().enqueue(
            self._occasion(), job, identity, delay=delay, unique=unique, priority=priority
        )

    def tell(self, *notices: Notice) -> None:
        """Show these on the live streams of those whom they are for, once this transaction has committed.

        Those who tell commit one after the other: it is for subscribers, not for what customers wait for.
        """
        self._under_way.must_go_on()
        self._under_way.notices += recorded(notices)

    async def rows(
        self, statement: Statement, parameters: Mapping[str, Any], *, plan_anew: bool = False
    ) -> Rows:
        """Say it to the driver itself, in psycopg's own SQL: a fifth of what `execute` costs.

        For what is said with every click. It belongs to the same transaction as everything else; what was
        added or changed through the mapping is written before it only after `flush`. With `plan_anew` it is
        planned for these very values.
        """
        return await self._under_way.rows(statement, parameters, plan_anew=plan_anew)

    async def at_once(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows:
        """Say the one thing that this transaction is about: if it returns any row, it is durable and over.

        That saves a BEGIN and a COMMIT on the way. Nothing can follow, and a refusal afterwards would come
        too late. If it returns none, nothing has happened, and the transaction may go on in another way.
        What has begun already, or must keep a receipt, takes it as one statement among others.
        """
        return await self._under_way.at_once(statement, parameters)

    async def execute(
        self, statement: Executable, parameters: Mapping[str, Any] | Sequence[Mapping[str, Any]] | None = None
    ) -> Result[*tuple[Any, ...]]:
        return await (await self._begun()).execute(statement, parameters)

    async def scalar(self, statement: Executable, parameters: Mapping[str, Any] | None = None) -> Any:
        return await (await self._begun()).scalar(statement, parameters)

    async def get(self, kind: type[T], identity: object, *, lock: bool = False) -> T | None:
        """Load an aggregate by its id; with `lock`, nobody else changes it until the commit."""
        session = await self._begun()
        if not lock:
            return await session.get(kind, identity)
        found: T | None = await session.scalar(locking(inspect(kind)), {"identity": identity})
        return found

    def add(self, aggregate: object) -> None:
        self._under_way.connected().add(aggregate)

    async def flush(self, **refusals: type[Refusal]) -> None:
        """Write what changed now. A violated constraint that is named here raises its refusal instead."""
        try:
            await (await self._begun()).flush()
        except exc.IntegrityError as error:
            refusal = refusals.get(violated_constraint(error))
            if refusal is None:
                raise
            raise refusal from None

    @property
    def announced(self) -> Collection[str]:
        """The wire names of the events and jobs that went, or go, with the commit."""
        wires = set() if self._under_way.outbox is None else self._under_way.outbox.wires
        return wires | {LIVE} if self._under_way.notices else wires

    @property
    def opened(self) -> bool:
        """Whether a statement was sent, or the commit will send one."""
        under_way = self._under_way
        return under_way.opened or under_way.outbox is not None or bool(under_way.notices)

    async def commit(self) -> None:
        """Commit everything. The edge calls it, no handler does."""
        under_way = self._under_way
        if under_way.begins is not None:
            await under_way.driver()
        if under_way.outbox is not None:
            wires = " ".join(sorted(under_way.outbox.wires))
            with span("outbox", kind=HANDED_ON, module=self.module, wires=wires):
                await under_way.flush()
                await under_way.rows(WRITE, under_way.outbox.parameters())
        if under_way.notices:
            await under_way.flush()
            await under_way.rows(TELL, parameters(under_way.notices))
        if under_way.opened:
            await self._end()

    async def close(self, failed: BaseException | None) -> None:
        """Give the connection back; one that was interrupted in the middle is thrown away."""
        if self._under_way.opened:
            await self._under_way.close(broken=failed is not None and not isinstance(failed, Exception))

    async def _end(self) -> None:
        if not self._under_way.sends_a_commit:
            await self._under_way.commit()
            return
        for listener in LISTENERS:
            listener(self.module, "COMMIT", None)
        with span("COMMIT", kind=SENT, module=self.module):
            await self._under_way.commit()

    async def _begun(self) -> AsyncSession:
        return await self._under_way.begun()

    def keeps_a_receipt(self) -> None:
        """Know that more follows: `at_once` is no more than a statement then."""
        self._under_way.may_be_at_once = False

    def _box(self) -> Outbox:
        self._under_way.must_go_on()
        if self._under_way.outbox is None:
            self._under_way.outbox = Outbox(self._terms)
        return self._under_way.outbox

    def _occasion(self) -> Context:
        """The context with the trace that it is part of, by which whoever hears of it goes on."""
        if self._occasion_of is not self.context:
            current, own = current_traceparent(), self.context.traceparent
            is_one_of_many = bool(own) and trace_of(current) != trace_of(own)
            trace = own if is_one_of_many else current
            self._occasion_of = self.context
            self._traced = msgspec.structs.replace(self.context, traceparent=trace)
        return self._traced

    def _passing_on(self) -> Context:
        if self._under_way.opened:
            raise TooLateToAsk(f"{self.module} asked another module after its first statement")
        return self.context.through(self.module)
