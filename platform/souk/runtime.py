"""A running process: the modules, their pools, the switchboard; opened at start, closed at the end."""

import asyncio
import gc
from collections.abc import Awaitable, Callable, Collection, Sequence
from datetime import timedelta
from functools import partial

import structlog

from souk.configuration import (
    Configuration,
    EventSettings,
    GeneralSettings,
    LimitsSettings,
    RehearsalSettings,
    ValkeySettings,
    WorkerSettings,
)
from souk.connections import Connections
from souk.endings import end
from souk.events.dispatcher import Dispatcher
from souk.events.endurance import endure
from souk.events.measuring import measure_often
from souk.events.partitions import keep_partitions_hourly
from souk.examining.rounds import BeginRound, keep_making_rounds
from souk.jobs.worker import JobWorker
from souk.kernel import CLOCK, Clock, IdSource, RandomIds
from souk.limits import Limiter
from souk.limits.quotas import SharedQuotas
from souk.live.dead_letters import TellOfDeadLetters, keep_telling
from souk.measuring import keep_measuring
from souk.modules import Registry
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard
from souk.pipeline.dying import DyingSwitchboard
from souk.signals import Signals
from souk.valkey import connect

log = structlog.get_logger("souk.runtime")

COMMITTED = "committed"
"""The channel that tells of commits: the wire names of their events and jobs."""


class Runtime:
    """Everything that a process holds open. Nothing connects before it is used."""

    def __init__(
        self,
        registry: Registry,
        configuration: Configuration,
        *,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        switchboard_kind: Callable[..., Switchboard] | None = None,
        at_once: int = 0,
        connections: Connections | None = None,
    ) -> None:
        """With `at_once`, so many transactions of one module find a connection that is open already.

        Connections that are given are used and left open, for the next one.
        """
        self.registry = registry
        self.configuration = configuration
        self.clock = clock or CLOCK
        self._lent = connections is not None
        self._connections = connections or Connections(configuration, registry.names, at_once=at_once)
        self.database_url = self._connections.url
        self.databases = self._connections.databases
        self.ledger = self._connections.ledger
        self.hint = Hint()
        self.signals = self._signals()
        make = switchboard_kind or _switchboard_kind(configuration[RehearsalSettings].dies_at)
        self.switchboard = make(
            registry,
            self.databases,
            clock=self.clock,
            ids=ids or RandomIds(),
            hint=self.hint,
            copies_answers=configuration[GeneralSettings].environment == "development",
        )
        self.dispatcher = Dispatcher(
            registry,
            self.switchboard,
            self.hint,
            self._connections.queue,
            self._connections.width,
            configuration[EventSettings],
            configuration[WorkerSettings].drain_seconds,
        )
        self._valkey = connect(configuration[ValkeySettings])
        self.job_worker: JobWorker | None = None
        self._tasks: list[asyncio.Task[None]] = []
        self._listens = False

    def dispatch(self) -> None:
        """Deliver events in this process until it closes. Without it, a process publishes only."""
        self.dispatcher.start()
        keep = timedelta(days=self.configuration[EventSettings].keep_days)
        self.run("partitions", lambda: keep_partitions_hourly(self._connections.history, keep))
        self.run("lags", lambda: measure_often(self._connections.history))
        self.run("measures", lambda: keep_measuring(self.registry, self.switchboard))
        if TellOfDeadLetters in self.registry.handlings:  # not where the platform serves nobody
            self.run("dead letters", lambda: keep_telling(self.switchboard))
        if BeginRound in self.registry.handlings:
            self.run("rounds", lambda: keep_making_rounds(self.registry, self.switchboard))
        self._listen()

    async def run_jobs(self) -> None:
        """Do jobs in this process until it closes. Without a Valkey they stay recorded, and wait."""
        if self._valkey is None:
            log.warning("no Valkey is configured: jobs are recorded, but not done here")
            return
        self.job_worker = JobWorker(
            registry=self.registry,
            switchboard=self.switchboard,
            databases=self.databases,
            ledger=self.ledger,
            hint=self.hint,
            valkey=self.configuration[ValkeySettings],
            settings=self.configuration[WorkerSettings],
        )
        await self.job_worker.start()
        self._listen()

    def follow_hints(self, look: Callable[[Collection[str]], None]) -> None:
        """Have it told what is committed anywhere, where nothing is dispatched; some may get lost."""
        self.hint.listen(look)
        self._listen()

    def limiter(self) -> Limiter | None:
        """Return what counts requests, for the web; nothing where the settings want none counted."""
        limits = self.configuration[LimitsSettings]
        if not limits.enabled:
            return None
        prefix = self.configuration[ValkeySettings].prefix
        shared = SharedQuotas(self._valkey, prefix) if self._valkey is not None else None
        return Limiter(shared, limits.rates)

    async def valkey_answers(self) -> None:
        """Raise when Valkey does not answer."""
        if self._valkey is None:
            raise LookupError("no Valkey is configured")
        await self._valkey.ping()

    async def close(self) -> None:
        """Finish the deliveries and jobs that are under way, hand the rest over, and disconnect."""
        jobs = [self.job_worker.close()] if self.job_worker is not None else []
        await asyncio.gather(self.dispatcher.close(), *jobs)
        await end(self._tasks)
        if self.signals is not None:
            await self.signals.close()
        for module in self.registry.modules.values():
            for close in module.closes:
                await close()
        if not self._lent:
            await self._connections.close()
        if self._valkey is not None:
            await self._valkey.aclose()

    def _signals(self) -> Signals | None:
        """What is committed wakes whoever waits for it: here, and by way of Valkey in the other processes."""
        for module in self.registry.modules.values():
            if module.authenticator is not None:
                self.hint.listen(module.authenticator.wake)
        valkey = self.configuration[ValkeySettings]
        if not valkey.url:
            return None
        signals = Signals(valkey)
        self.hint.tell_others(partial(signals.send, COMMITTED))
        signals.hear(COMMITTED, self.hint.heard)
        return signals

    def _listen(self) -> None:
        """Hear what other processes commit, from whoever asks first on."""
        if self.signals is not None and not self._listens:
            self._listens = True
            self.run("signals", self.signals.listen)

    def run(self, name: str, loop: Callable[[], Awaitable[None]]) -> None:
        """Have the loop run, again whenever it fails, until the process closes."""
        self._tasks.append(asyncio.create_task(endure(name, loop), name=name))


def _switchboard_kind(dies_at: str) -> Callable[..., Switchboard]:
    return partial(DyingSwitchboard, point=dies_at) if dies_at else Switchboard


def settle_memory(generations: Sequence[int] = (50_000, 20, 50)) -> None:
    """Keep the collector away from what start-up made and let it run less: the tail latency halves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*generations)
