"""A guard stands before one other party: bulkhead, retries, circuit breaker, timeout, in this order."""

import asyncio
from collections.abc import Awaitable, Callable
from datetime import datetime, timedelta
from typing import TypeVar

import stamina
from purgatory.domain.model import OpenedState

from souk.kernel import CLOCK, Value
from souk.observability.tracing import SENT, span
from souk.resilience.circuits import Circuits
from souk.resilience.meters import BUSY, CALLS

T = TypeVar("T")
Errors = tuple[type[Exception], ...]


class Limits(Value):
    """How much patience there is with somebody."""

    seconds: float = 5.0
    """For one try."""
    tries: int = 3
    at_once: int = 16
    """Calls from this process; more wait for their turn, as long as one try may take."""


class Resting(Exception):
    """The call was not made: the breaker is open, or too many calls are under way. Try again then."""

    def __init__(self, name: str, until: datetime) -> None:
        super().__init__(f"{name} rests until {until:%H:%M:%S}")
        self.until = until


class Guard:
    """Raises Resting, TimeoutError, or what the call raises.

    `harmless` are failures of which it is certain that nothing happened: they alone are tried again. Those
    and `doubtful` ones and timeouts count against the other party; anything else is an answer of theirs.
    """

    def __init__(
        self, name: str, limits: Limits, circuits: Circuits, *, harmless: Errors, doubtful: Errors = ()
    ) -> None:
        self.name = name
        self._limits = limits
        self._circuits = circuits
        self._harmless = harmless
        self._counts = (*harmless, *doubtful, TimeoutError)
        self._turns = asyncio.Semaphore(limits.at_once)

    async def call(self, function: Callable[[], Awaitable[T]]) -> T:
        await self._turn()
        BUSY.labels(self.name).inc()
        try:
            with span(f"call {self.name}", kind=SENT):
                found = await self._again(function)
        except BaseException as error:
            CALLS.labels(self.name, type(error).__name__).inc()
            raise
        finally:
            BUSY.labels(self.name).dec()
            self._turns.release()
        CALLS.labels(self.name, "answered").inc()
        return found

    async def resting_until(self) -> datetime | None:
        """Return when calls are made again; None while they are."""
        return await self._circuits.open_until(self.name)

    async def _turn(self) -> None:
        try:
            async with asyncio.timeout(self._limits.seconds):
                await self._turns.acquire()
        except TimeoutError:
            CALLS.labels(self.name, "crowded").inc()
            raise Resting(self.name, CLOCK.now() + timedelta(seconds=1)) from None

    async def _again(self, function: Callable[[], Awaitable[T]]) -> T:
        retrying = stamina.AsyncRetryingCaller(
            attempts=self._limits.tries, wait_initial=0.05, wait_max=1.0, wait_jitter=0.1
        )
        return await retrying(self._harmless, self._once, function)

    async def _once(self, function: Callable[[], Awaitable[T]]) -> T:
        breaker = await self._circuits.breaker(self.name, self._counts)
        try:
            async with breaker, asyncio.timeout(self._limits.seconds):
                return await function()
        except OpenedState:
            until = await self._circuits.open_until(self.name)
            raise Resting(self.name, until or CLOCK.now()) from None
