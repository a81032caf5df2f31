"""How the parts of a process are doing: looked at when somebody asks, and now and then for Prometheus."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Mapping
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
    """

    def __init__(
        self,
        needed: Mapping[str, Check],
        useful: Mapping[str, Check],
        vital: Mapping[str, Check] = MappingProxyType({}),
    ) -> None:
        self._needed = needed
        self._vital = vital
        self._useful = useful
        self._looked_at = time.monotonic()
        self.last: tuple[Looked, ...] = ()

    async def look(self) -> tuple[Looked, ...]:
        """Look at every part, at all of them at once."""
        self.last = tuple(
            await asyncio.gather(
                *(_look(part, check, "unhealthy") for part, check in {**self._vital, **self._needed}.items()),
                *(_look(part, check, "degraded") for part, check in self._useful.items()),
            )
        )
        self._looked_at = time.monotonic()
        return self.last

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
