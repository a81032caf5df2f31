"""The one pipeline that every query and command passes: trace, metric, log, limit, check, transaction."""

import asyncio
import time
from collections.abc import Callable
from typing import Any, TypeVar

import structlog

from souk.bus import Bus, TookTooLong
from souk.database.committing import committing
from souk.database.pools import Databases
from souk.database.transactions import Transaction
from souk.database.under_way import Beginning, Sessions
from souk.deadlines import Deadlines
from souk.idempotency.receipts import Receipt
from souk.kernel import Clock, IdSource, Refusal
from souk.messages import Command, Context, ExportPerson, Query
from souk.modules.registry import Registry
from souk.observability.correlation import MODULE
from souk.observability.tracing import span
from souk.outbox.hint import Hint
from souk.pipeline.exporting import exporting
from souk.pipeline.lines import Line

T = TypeVar("T")

log = structlog.get_logger("souk.bus")


class NobodyHandles(LookupError):
    """No mounted module handles this message."""


class Switchboard:
    """Carries each message to its one handler, in a transaction of the handler's module."""

    transaction_kind: Callable[..., Transaction] = Transaction

    def __init__(
        self,
        registry: Registry,
        databases: Databases,
        *,
        clock: Clock,
        ids: IdSource,
        hint: Hint,
        copies_answers: bool,
    ) -> None:
        """With `copies_answers`, what comes back shares nothing with the handler: development, tests."""
        self._lines = {kind: Line(module.name, line) for kind, (module, line) in registry.handlings.items()}
        self._exporting = {
            name: Line(name, exporting(module)) for name, module in registry.modules.items() if module.exports
        }
        self._databases = databases
        self._clock = clock
        self._ids = ids
        self._hint = hint
        self._terms = {wire: doing.terms for wire, (_, doing) in registry.jobs.items()}
        self._copies_answers = copies_answers
        self._deadlines = Deadlines()

    def bus(self, context: Context) -> Bus:
        return Bus(self, context)

    async def carry(
        self, message: Query[T] | Command[T], context: Context, receipt: Receipt | None = None
    ) -> T:
        """Return the handler's answer. With a receipt it is kept in the transaction, or was kept before."""
        line = self._line(message)
        if line is None:
            raise NobodyHandles(f"no mounted module handles {type(message).__name__}")
        started = time.perf_counter()
        outer = MODULE.set(line.module)
        outcome = "ok"
        try:
            with span(line.name, module=line.module, caller=context.caller):
                answer: T = await self._handled(line, message, context, receipt)
                return answer
        except Refusal as refusal:
            outcome = "refused"
            log.info("refused", message=line.name, code=refusal.code)
            raise
        except BaseException:
            outcome = "failed"
            raise
        finally:
            MODULE.reset(outer)
            line.meter.count(outcome, time.perf_counter() - started)

    def _line(self, message: Query[Any] | Command[Any]) -> Line | None:
        if isinstance(message, ExportPerson):  # the one message that several modules handle
            return self._exporting.get(message.module)
        return self._lines.get(type(message))

    async def _handled(
        self, line: Line, message: Query[T] | Command[T], context: Context, receipt: Receipt | None
    ) -> Any:
        handling = line.handling
        line.validate(message)
        if handling.capability:
            context.actor.must(handling.capability)
        if receipt is not None and receipt.kept:
            return line.read(receipt.kept)
        answer = await self._in_time(line, message, context, receipt)
        return line.copied(answer) if self._copies_answers else answer

    async def _in_time(self, line: Line, message: object, context: Context, receipt: Receipt | None) -> Any:
        seconds = line.handling.seconds
        limit = self._deadlines.begin(seconds)
        try:
            answer = await self._in_transaction(line, message, context, receipt)
        except BaseException as error:
            if self._deadlines.end(limit) and isinstance(error, asyncio.CancelledError):
                raise TookTooLong(f"{line.name} took longer than {seconds} s") from None
            raise
        self._deadlines.end(limit)
        return answer

    async def _in_transaction(
        self, line: Line, message: object, context: Context, receipt: Receipt | None
    ) -> Any:
        async with committing(self.transaction(line.module, context, reads=line.handling.reads)) as tx:
            if receipt is not None:
                tx.keeps_a_receipt()
            answer = await line.handling.function(tx, message)
            if receipt is not None:
                await receipt.keep(tx, line.written(answer))
        if tx.announced:
            self._hint.wake(tx.announced)
        return answer

    def transaction(
        self,
        module: str,
        context: Context,
        *,
        reads: bool = False,
        begins: Beginning | None = None,
        sessions: Sessions | None = None,
    ) -> Transaction:
        """Make a transaction of that module: for handlers here, for subscribers and jobs in the worker.

        `sessions` replaces the sessions of the module's own pool.
        """
        database = self._databases[module]
        borrow = database.borrow_to_read if reads else database.borrow_to_write
        bare = None if sessions else borrow
        opened = sessions or database.writing
        return self.transaction_kind(
            module, opened, self, context, self._clock, self._ids, self._terms, begins, bare
        )
