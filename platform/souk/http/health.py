"""Health and metrics: alive, ready, and how each module and server is doing."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping
from typing import Any, Literal

import structlog
from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from souk.http.answers import NO_STORE, Answer, Reply
from souk.http.bodies import Shown
from souk.http.policies import public
from souk.http.routes import Endpoint, Turn, get
from souk.observability.metrics import METRICS

log = structlog.get_logger("souk.health")

PATIENCE = 2.0
State = Literal["healthy", "degraded", "unhealthy"]
Check = Callable[[], Awaitable[None]]


class Part(Shown):
    """One thing that was looked at. Why it fails is in the logs, not for everybody to read."""

    name: str
    state: State


class Health(Shown):
    """How the shop is doing: unhealthy when something that it cannot do without does not answer."""

    status: State
    parts: list[Part]


ALIVE = Health(status="healthy", parts=[])
WELL = Health(status="healthy", parts=[Part(name="users", state="healthy")])


def health_endpoints(needed: Mapping[str, Check], useful: Mapping[str, Check]) -> list[Endpoint]:
    """Make the endpoints. What is `needed` makes unhealthy when it fails, what is `useful` degraded."""
    always: dict[str, Any] = {"policy": public, "turn": Turn.AT_ONCE, "counted": False}

    async def look() -> Health:
        parts = await asyncio.gather(
            *(_look(name, check, "unhealthy") for name, check in needed.items()),
            *(_look(name, check, "degraded") for name, check in useful.items()),
        )
        states = {part.state for part in parts}
        worst: State = (
            "unhealthy" if "unhealthy" in states else "degraded" if "degraded" in states else "healthy"
        )
        return Health(status=worst, parts=list(parts))

    @get("/health/live", **always, answer_example=ALIVE)
    async def alive() -> Health:
        """The process answers; nothing else is looked at."""
        return ALIVE

    @get("/health/ready", **always, also={503: Health}, answer_example=WELL)
    async def ready() -> Reply[Health]:
        """Whether requests may be sent here: 503 while something needed is away."""
        return await _answer(look)

    @get("/health", **always, also={503: Health}, answer_example=WELL)
    async def health() -> Reply[Health]:
        """Every part with its state."""
        return await _answer(look)

    @get("/metrics", **always, produces="text/plain")
    async def metrics() -> Answer:
        """The metrics of this process, for Prometheus."""
        return Answer(200, generate_latest(METRICS), [NO_STORE], CONTENT_TYPE_LATEST.encode())

    return [alive, ready, health, metrics]


async def _answer(look: Callable[[], Awaitable[Health]]) -> Reply[Health]:
    found = await look()
    return Reply(found, status=503 if found.status == "unhealthy" else 200)


async def _look(name: str, check: Check, otherwise: State) -> Part:
    try:
        async with asyncio.timeout(PATIENCE):
            await check()
    except Exception as error:  # noqa: BLE001 - whatever it is, it is not healthy
        log.warning("unhealthy", part=name, reason=f"{type(error).__name__}: {error}")
        return Part(name=name, state=otherwise)
    return Part(name=name, state="healthy")
