"""Runs one job: makes it ours, does it in its module's transaction, and writes down what became of it."""

import asyncio
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID

import msgspec
import structlog

from souk.database import BlockingTransaction, Databases, Transaction, Unavailable
from souk.database.committing import committing
from souk.jobs.failures import Overtaken, said
from souk.jobs.fence import fenced, finish_in
from souk.jobs.metrics import count
from souk.jobs.progress import ProgressNote
from souk.jobs.record import Finished, Record, Started
from souk.kernel import Refusal
from souk.messages import Job, RetryLater
from souk.modules import Doing, Module, Registry
from souk.observability.correlation import MODULE, REQUEST
from souk.observability.tracing import TAKEN, span, trace_of
from souk.outbox.alarm import Alarm
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.jobs")

AWAY_SECONDS = 5.0
UNKNOWN_SECONDS = 10.0


class TooLong(Exception):
    """The job did not finish within its time limit."""


class Running:
    """A job that is being done here: what the worker may ask about it, and how it stops it."""

    def __init__(self, job: Started, task: "asyncio.Task[None]") -> None:
        self.job = job
        self.progress = ProgressNote()
        self.stopped_by = ""
        self.task = task

    def stop(self, by: str) -> None:
        """Cancel it: `worker` puts it back to be done elsewhere, `staff` finds it cancelled already."""
        self.stopped_by = by
        self.task.cancel()


class Runner:
    """Does jobs of every module. Holds a list of those under way."""

    def __init__(
        self,
        registry: Registry,
        switchboard: Switchboard,
        databases: Databases,
        record: Record,
        alarm: Alarm,
        hint: Hint,
        slots: int,
    ) -> None:
        self._registry = registry
        self._switchboard = switchboard
        self._databases = databases
        self._record = record
        self._alarm = alarm
        self._hint = hint
        self._threads = ThreadPoolExecutor(slots, thread_name_prefix="souk-job")
        self._running: dict[UUID, Running] = {}

    @property
    def running(self) -> Sequence[Running]:
        return list(self._running.values())

    async def run(self, id: UUID, attempt: int) -> None:
        """Do the job if it is there to be done. Never raises: what happens is in the record and the log."""
        try:
            job = await self._record.start((id, attempt))
        except Exception as error:  # noqa: BLE001 - the hand-over is repaired when the database is back
            log.warning("a job could not be started", job=str(id), reason=said(error))
            return
        task = asyncio.current_task()
        if job is None or task is None:
            return
        running = self._running[id] = Running(job, task)
        started = time.perf_counter()
        try:
            outcome = await self._outcome(running)
        except Exception as error:
            log.exception("what became of a job could not be written", job=str(id), exc_info=error)
            outcome = "lost"
        finally:
            del self._running[id]
        if outcome != "done":
            self._alarm.set()  # it may be due again sooner than the hand-over would look
        count(job.type, outcome, time.perf_counter() - started)

    async def close(self) -> None:
        """Put back what still runs, to be done elsewhere."""
        late = self.running
        for running in late:
            running.stop(by="worker")
        await asyncio.gather(*(running.task for running in late), return_exceptions=True)
        self._threads.shutdown(wait=False, cancel_futures=True)

    async def _outcome(self, running: Running) -> str:
        job = running.job
        known = self._registry.jobs.get(job.type)
        if known is None:
            reason = "this worker does not know the job"
            await self._record.end(job.id, job.attempt, "postponed", reason, wait=UNKNOWN_SECONDS)
            return "postponed"
        module, doing = known
        MODULE.set(module.name)
        REQUEST.set(job.context.request_id)
        try:
            with span(
                job.type, kind=TAKEN, traceparent=job.context.traceparent, module=module.name, job=str(job.id)
            ):
                await self._attempt(running, module, doing)
        except asyncio.CancelledError:
            return await self._stopped(running)
        except Exception as error:  # noqa: BLE001 - every kind is told apart below
            return await self._failed(job, error)
        return "done"

    async def _attempt(self, running: Running, module: Module, doing: Doing) -> None:
        job = running.job
        message: Job = msgspec.convert(job.arguments, doing.job)
        context = msgspec.structs.replace(job.context, caller=module.name, reason=job.type, causation=job.id)
        sessions = fenced(self._databases[module.name].writing, job.id, job.attempt)
        transaction = self._switchboard.transaction(module.name, context, sessions=sessions)
        async with committing(transaction) as tx:
            await self._in_time(running, doing, tx, message)
            steps = running.progress.steps
            written = tx.opened
            if written:
                await finish_in(tx, job.id, job.attempt, steps.done, steps.total)
        if tx.announced:  # a chain of jobs would wait for a poll at each of its links
            self._hint.wake(tx.announced)
        if not written:
            ended = Finished(id=job.id, attempt=job.attempt, done=steps.done, total=steps.total)
            if not await self._record.finish(ended):
                raise Overtaken

    async def _in_time(self, running: Running, doing: Doing, tx: Transaction, message: Job) -> None:
        more = {doing.progress: running.progress} if doing.progress else {}
        limit = asyncio.timeout(running.job.seconds)
        try:
            async with limit:
                if doing.in_thread:
                    await self._in_thread(doing, tx, message, more)
                else:
                    await doing.function(tx, message, **more)
        except TimeoutError:
            if limit.expired():
                raise TooLong(f"not finished within {running.job.seconds:g} s") from None
            raise

    async def _in_thread(self, doing: Doing, tx: Transaction, message: Job, more: dict[str, Any]) -> None:
        blocking = BlockingTransaction(tx)
        try:
            loop = asyncio.get_running_loop()
            await loop.run_in_executor(self._threads, lambda: doing.function(blocking, message, **more))
        finally:
            await blocking.end()

    async def _stopped(self, running: Running) -> str:
        job = running.job
        if running.stopped_by == "staff":
            log.info("job cancelled", job=str(job.id), type=job.type)
            return "cancelled"
        await self._record.end(job.id, job.attempt, "stopped", "its worker was stopped", wait=0.0)
        return "stopped"

    async def _failed(self, job: Started, error: Exception) -> str:
        if isinstance(error, Overtaken):
            log.info("job overtaken", job=str(job.id), type=job.type, attempt=job.attempt)
            return "overtaken"
        if isinstance(error, RetryLater):
            await self._record.end(job.id, job.attempt, "postponed", error.reason, at=error.at)
            return "postponed"
        if isinstance(error, Unavailable):
            await self._record.end(job.id, job.attempt, "postponed", said(error), wait=AWAY_SECONDS)
            return "postponed"
        refused = isinstance(error, Refusal)  # the same question would get the same answer
        state = await self._record.end(job.id, job.attempt, "failed", said(error), for_good=refused)
        log.warning(
            "job failed",
            job=str(job.id),
            type=job.type,
            attempt=job.attempt,
            state=state,
            trace_id=trace_of(job.context.traceparent),
            exc_info=error,
        )
        return "overtaken" if state is None else "failed"
