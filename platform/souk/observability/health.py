"""How the parts of a process are doing: looked at when somebody asks, and now and then for Prometheus."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Literal, NamedTuple

import structlog
from prometheus_client import Gauge

from souk.observability.metrics import METRICS

log = structlog.get_logger("souk.health")

PATIENCE = 2.0
EVERY_SECONDS = 15.0
State = Literal["healthy", "degraded", "unhealthy"]
Check = Callable[[], Awaitable[None]]
FIGURES: Mapping[State, float] = {"healthy": 1.0, "degraded": 0.5, "unhealthy": 0.0}
HEALTH = Gauge(
    "souk_health", "1 while a part is healthy, 0.5 degraded, 0 unhealthy.", ["part"], registry=METRICS
)

_LAST: dict[str, State] = {}


def last_states() -> Mapping[str, State]:
    """Return how each part of this process was when it was last looked at."""
    return _LAST


class Looked(NamedTuple):
    """One part, and how it was."""

    part: str
    state: State


class Checkup:
    """Looks at what a process stands on. Why something fails is in the log, not for everybody to read.

    What is `needed` is unhealthy when it fails, what is `useful` degrades it. The whole is unhealthy when
    nothing that is needed works, or anything that is `vital` does not: as long as one module can be served,
    the process is only degraded.

    Anybody may ask, as often as they like: what is looked at outside this process, databases above all, is
    looked at once for all who ask within `fresh_seconds`. What is vital is known here, and always current.
    """

    def __init__(
        self,
        needed: Mapping[str, Check],
        useful: Mapping[str, Check],
        vital: Mapping[str, Check] = MappingProxyType({}),
        fresh_seconds: float = 0.0,
    ) -> None:
        self._needed = needed
        self._vital = vital
        self._useful = useful
        self._fresh_seconds = fresh_seconds
        self._looked_at = time.monotonic()
        self._outside: Sequence[Looked] = ()
        self._looking = asyncio.Lock()

    async def look(self) -> tuple[Looked, ...]:
        """Return how every part is, at the latest look."""
        vital, outside = await asyncio.gather(
            asyncio.gather(*(_look(part, check, "unhealthy") for part, check in self._vital.items())),
            self._look_outside(),
        )
        return (*vital, *outside)

    async def _look_outside(self) -> Sequence[Looked]:
        async with self._looking:
            if not self._outside or self.age >= self._fresh_seconds:
                self._outside = await asyncio.gather(
                    *(_look(part, check, "unhealthy") for part, check in self._needed.items()),
                    *(_look(part, check, "degraded") for part, check in self._useful.items()),
                )
                self._looked_at = time.monotonic()
            return self._outside

    def whole(self, looked: tuple[Looked, ...]) -> State:
        needed = {state for part, state in looked if part in self._needed}
        dying = any(state != "healthy" for part, state in looked if part in self._vital)
        if dying or needed == {"unhealthy"}:
            return "unhealthy"
        return "healthy" if all(state == "healthy" for _, state in looked) else "degraded"

    @property
    def age(self) -> float:
        """Seconds since the last look. In a process that keeps looking, many mean that it hangs."""
        return time.monotonic() - self._looked_at

    async def keep_looking(self) -> None:
        while True:
            await self.look()
            await asyncio.sleep(EVERY_SECONDS)


async def _look(part: str, check: Check, otherwise: State) -> Looked:
    state: State = "healthy"
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not healthy
        log.warning("unhealthy", part=part, reason=f"{type(error).__name__}: {error}")
        state = otherwise
    HEALTH.labels(part).set(FIGURES[state])
    _LAST[part] = state
    return Looked(part, state)
