"""The part of a worker process that does jobs: Dramatiq's threads fetch them, one event loop runs them."""

import asyncio
import contextlib
from collections.abc import Collection, Sequence
from concurrent.futures import CancelledError
from uuid import UUID

import dramatiq
import structlog

from souk.configuration import ValkeySettings, WorkerSettings
from souk.database import Databases
from souk.endings import end
from souk.jobs.handing_over import HandingOver
from souk.jobs.ledger import Ledger
from souk.jobs.loops import forever
from souk.jobs.presence import Presence
from souk.jobs.record import Record
from souk.jobs.repairing import Repairing
from souk.jobs.runner import Runner
from souk.jobs.scheduling import Scheduling
from souk.jobs.transport import Transport
from souk.kernel import new_id
from souk.messages import StaffActed
from souk.modules import Registry
from souk.outbox.alarm import Alarm
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard

log = structlog.get_logger("souk.jobs")

THREAD_WAKES_MS = 100  # how long an idle thread of Dramatiq needs to notice that it shall stop


class JobWorker:
    """Hands over, does, repairs and schedules jobs, beside any number of others like it."""

    def __init__(
        self,
        *,
        registry: Registry,
        switchboard: Switchboard,
        databases: Databases,
        ledger: Ledger,
        hint: Hint,
        valkey: ValkeySettings,
        settings: WorkerSettings,
    ) -> None:
        self._settings = settings
        self._alarm = Alarm()
        hint.listen(self._heard)
        self._wakes = {*registry.jobs, StaffActed.wire}  # staff may want one done, or done again
        self._id = new_id()
        self._queues = served(registry, settings)
        self._record = Record(ledger, self._id)
        self._transport = Transport(valkey)
        self.runner = Runner(
            registry, switchboard, databases, self._record, self._alarm, hint, settings.slots
        )
        self._presence = Presence(
            ledger,
            self._id,
            self.runner,
            queues=self._queues,
            slots=settings.slots,
            lease=settings.lease_seconds,
        )
        self._handing_over = HandingOver(self._record, self._transport, self._queues, list(registry.jobs))
        self._repairing = Repairing(ledger, self._record, self._transport, settings.lease_seconds / 3)
        self._scheduling = Scheduling(ledger, registry, self._alarm)
        self._threads = dramatiq.Worker(
            self._transport.broker, worker_timeout=THREAD_WAKES_MS, worker_threads=settings.slots
        )
        self._threads.queue_prefetch = settings.slots  # what lies here ready is not to be had elsewhere
        self._loops: list[asyncio.Task[None]] = []

    async def start(self) -> None:
        """Begin to work. Raises only when the database cannot be reached."""
        await self._scheduling.declare()
        await self._presence.beat()
        loop = asyncio.get_running_loop()

        def run(id: str, attempt: int) -> None:
            with contextlib.suppress(CancelledError):
                asyncio.run_coroutine_threadsafe(self.runner.run(UUID(id), attempt), loop).result()

        self._transport.carry_to(run, self._queues)
        self._threads.start()
        self._loops = [
            asyncio.create_task(forever("hand over", self._handing_over.step, self._alarm.wait)),
            asyncio.create_task(forever("beat", self._presence.beat, asyncio.sleep)),
            asyncio.create_task(forever("repair", self._repairing.step, asyncio.sleep)),
            asyncio.create_task(forever("schedule", self._scheduling.step, asyncio.sleep)),
            asyncio.create_task(forever("measure", self._repairing.measure, asyncio.sleep)),
            asyncio.create_task(forever("throw away", self._repairing.throw_away, asyncio.sleep)),
        ]

    async def close(self) -> None:
        """Take nothing new, let what runs finish in its time, put back what does not, and leave."""
        beating = self._loops[1:2]
        await end([task for task in self._loops if task not in beating])
        await asyncio.to_thread(self._threads.stop, int(self._settings.drain_seconds * 1000))
        await self.runner.close()
        await end(beating)
        self._transport.close()
        try:
            await self._presence.leave()
        except Exception as error:  # noqa: BLE001 - others find out when the lease ends
            log.info("left without a word", reason=str(error))

    def _heard(self, wires: Collection[str]) -> None:
        if not wires or not self._wakes.isdisjoint(wires):
            self._alarm.set()


def served(registry: Registry, settings: WorkerSettings) -> Sequence[str]:
    """Return the queues whose jobs this process does."""
    declared = {doing.terms.queue for _, doing in registry.jobs.values()} | {"default"}
    return sorted(declared & set(settings.queues) if settings.queues else declared)
