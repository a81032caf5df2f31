"""The limiter: lets a request pass or says when to come again; asks for a slice, and spends it here."""

import asyncio
import time
from collections.abc import Callable, Iterable
from math import ceil

import structlog
from prometheus_client import Counter
from redis.exceptions import RedisError

from souk.kernel import Refusal, Value
from souk.limits.quotas import MOST_CLIENTS, OwnQuotas, Quotas, Slice
from souk.limits.rates import Rate, read_rates, replaced
from souk.observability.metrics import METRICS
from souk.valkey import Presence

log = structlog.get_logger("souk.limits")

PATIENCE = 1.0  # for an answer of Valkey
REST = 3.0  # after a failure, before Valkey is asked again

LIMITED = Counter("souk_rate_limited", "Requests refused by a rate limit.", ["rate"], registry=METRICS)
UNSHARED = Counter(
    "souk_rate_unshared", "Slices of quotas that were counted in this process alone.", registry=METRICS
)


class Standing(Value):
    """How a client stands with a rate after a request."""

    rate: Rate
    left: int
    resets_in: float


class TooManyRequests(Refusal):
    """Too many requests: `Retry-After` says when to come again."""

    status = 429

    def __init__(self, standing: Standing) -> None:
        seconds = max(1, ceil(standing.resets_in))
        super().__init__(f"Too many requests: try again in {seconds} seconds.", retryAfter=seconds)
        self.standing = standing


class Purse:
    """What this process may still spend for one client."""

    __slots__ = ("beyond", "ends", "lock", "slice")

    def __init__(self) -> None:
        self.slice = 0
        self.beyond = 1
        self.ends = 0.0
        self.lock = asyncio.Lock()

    def fill(self, leased: Slice) -> None:
        self.slice = leased.granted
        self.beyond = leased.left
        self.ends = leased.ends


class Limiter:
    """Counts requests against rates, in slices. Without Valkey each process counts for itself."""

    def __init__(
        self,
        shared: Quotas | None,
        replacements: Iterable[str] = (),
        clock: Callable[[], float] = time.monotonic,
        patience: float = PATIENCE,
    ) -> None:
        self._shared = shared
        self._own = OwnQuotas(clock)
        self._replacements = read_rates(replacements)
        self._clock = clock
        self._patience = patience
        self._purses: dict[tuple[str, str], Purse] = {}
        self._presence = Presence(REST, clock)

    def configured(self, rate: Rate) -> Rate:
        """Return the rate as the settings want it."""
        return replaced(rate, self._replacements.get(rate.name))

    async def take(self, rate: Rate, client: str) -> Standing:
        """Count a request. Raises TooManyRequests, which nothing counts."""
        key = (rate.name, client)
        purse = self._purses.get(key)
        if purse is None:
            purse = self._new_purse(key)
        now = self._clock()
        if now >= purse.ends or (not purse.slice and purse.beyond):
            async with purse.lock:
                now = self._clock()
                if now >= purse.ends or (not purse.slice and purse.beyond):
                    purse.fill(await self._lease(rate, client))
                    now = self._clock()
        resets_in = max(0.0, purse.ends - now)
        if not purse.slice:
            LIMITED.labels(rate.name).inc()
            raise TooManyRequests(Standing(rate=rate, left=0, resets_in=resets_in))
        purse.slice -= 1
        return Standing(rate=rate, left=purse.slice + purse.beyond, resets_in=resets_in)

    async def _lease(self, rate: Rate, client: str) -> Slice:
        if self._shared is not None and self._presence.may_ask():
            try:
                async with asyncio.timeout(self._patience):
                    leased = await self._shared.lease(rate, client)
            except (RedisError, OSError, TimeoutError) as failure:
                log.warning("limits are counted in this process alone", reason=type(failure).__name__)
                self._presence.failed()
            else:
                self._presence.answered()
                return leased
        UNSHARED.inc()
        return await self._own.lease(rate, client)

    def _new_purse(self, key: tuple[str, str]) -> Purse:
        if len(self._purses) >= MOST_CLIENTS:
            now = self._clock()
            self._purses = {each: purse for each, purse in self._purses.items() if purse.ends > now}
            while len(self._purses) >= MOST_CLIENTS:
                self._purses.pop(next(iter(self._purses)))
        return self._purses.setdefault(key, Purse())
