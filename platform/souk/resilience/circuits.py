"""Circuit breakers whose state all processes share, through Valkey while there is one."""

import asyncio
import time
from datetime import UTC, datetime
from types import TracebackType

import structlog
from purgatory import AsyncCircuitBreakerFactory, AsyncRedisUnitOfWork
from purgatory.domain.model import OPENED, ExcludeType
from purgatory.service._async.circuitbreaker import AsyncCircuitBreaker
from purgatory.service._async.repository import AsyncRedisRepository
from redis.exceptions import RedisError

from souk.configuration import ValkeySettings
from souk.kernel import CLOCK
from souk.resilience.meters import STATES

Errors = tuple[type[BaseException], ...]

log = structlog.get_logger("souk.resilience")

PATIENCE = 1.0
"""Seconds for each look at the shared state: calls must not hang on it."""
FORGIVE = 15.0
"""Seconds without a look, after Valkey did not answer."""


class Circuits:
    """Breakers by name. One opens after `failures` in a row and lets a call try again `rest` seconds later.

    Without a Valkey, or while it does not answer, each process keeps its own.
    """

    def __init__(self, valkey: ValkeySettings, *, failures: int = 5, rest: float = 15.0) -> None:
        self.rest = rest
        self._url = valkey.url
        self._prefix = f"{valkey.prefix}:circuit:"
        self._failures = failures
        self._own = AsyncCircuitBreakerFactory(failures, rest)
        self._shared: AsyncCircuitBreakerFactory | None = None
        self._forgiven_until = 0.0

    async def breaker(self, name: str, counts: Errors = ()) -> "Breaker":
        """Return the breaker as it is now: entering it raises Open or goes on, leaving it counts."""
        answers: ExcludeType = [(BaseException, lambda error: not isinstance(error, counts))]
        shared = self._shared_circuits()
        if shared is not None:
            try:
                async with asyncio.timeout(PATIENCE):
                    return Breaker(await shared.get_breaker(name, exclude=answers), self)
            except (RedisError, OSError, TimeoutError) as trouble:
                self.forgive(trouble)
        return Breaker(await self._own.get_breaker(name, exclude=answers), self)

    async def open_until(self, name: str) -> datetime | None:
        """Return when the breaker lets a call try again; None while it is closed."""
        opened_at = (await self.breaker(name)).opened_at
        STATES.labels(name).set(0 if opened_at is None else 1)
        if opened_at is None or opened_at + self.rest <= CLOCK.seconds():
            return None
        return datetime.fromtimestamp(opened_at + self.rest, UTC)

    def forgive(self, trouble: BaseException) -> None:
        """Go on alone for a while."""
        log.warning("circuits are not shared", reason=f"{type(trouble).__name__}: {trouble}")
        self._forgiven_until = time.monotonic() + FORGIVE

    async def close(self) -> None:
        """Give the connections back."""
        repository = self._shared.uow.contexts if self._shared else None
        if isinstance(repository, AsyncRedisRepository):
            await repository.redis.aclose()

    def _shared_circuits(self) -> AsyncCircuitBreakerFactory | None:
        if not self._url or time.monotonic() < self._forgiven_until:
            return None
        if self._shared is None:
            unit = AsyncRedisUnitOfWork(self._url)
            repository = unit.contexts
            if isinstance(repository, AsyncRedisRepository):
                repository.prefix = self._prefix
            self._shared = AsyncCircuitBreakerFactory(self._failures, self.rest, uow=unit)
        return self._shared


class Breaker:
    """One call's breaker. That its shared state cannot be written is no reason for the call to fail."""

    def __init__(self, inner: AsyncCircuitBreaker, circuits: Circuits) -> None:
        self._inner = inner
        self._circuits = circuits

    @property
    def opened_at(self) -> float | None:
        context = self._inner.context
        return context.opened_at if context.state == OPENED else None

    async def __aenter__(self) -> None:
        await self._inner.__aenter__()

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            async with asyncio.timeout(PATIENCE):
                await self._inner.__aexit__(kind, error, trace)
        except (RedisError, OSError, TimeoutError) as trouble:
            self._circuits.forgive(trouble)
