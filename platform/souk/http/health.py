"""Health and metrics: alive, ready, and how each module and server is doing."""

from typing import Any

from prometheus_client import CONTENT_TYPE_LATEST, generate_latest

from souk.http.answers import NO_STORE, Answer, Reply
from souk.http.bodies import Shown
from souk.http.policies import public
from souk.http.routes import Endpoint, Turn, get
from souk.observability.health import Checkup, State
from souk.observability.metrics import METRICS


class Part(Shown):
    """One thing that was looked at. Why it fails is in the logs, not for everybody to read."""

    name: str
    state: State


class Health(Shown):
    """How the shop is doing: unhealthy when nothing can be served, degraded when something cannot."""

    status: State
    parts: list[Part]


ALIVE = Health(status="healthy", parts=[])
WELL = Health(status="healthy", parts=[Part(name="users", state="healthy")])


def health_endpoints(checkup: Checkup) -> list[Endpoint]:
    always: dict[str, Any] = {"policy": public, "turn": Turn.AT_ONCE, "counted": False}

    @get("/health/live", **always, answer_example=ALIVE)
    async def alive() -> Health:
        """The process answers; nothing else is looked at."""
        return ALIVE

    @get("/health/ready", **always, also={503: Health}, answer_example=WELL)
    async def ready() -> Reply[Health]:
        """Whether requests may be sent here: 503 while nothing could be served."""
        return await _answer(checkup)

    @get("/health", **always, also={503: Health}, answer_example=WELL)
    async def health() -> Reply[Health]:
        """Every part with its state."""
        return await _answer(checkup)

    @get("/metrics", **always, produces="text/plain")
    async def metrics() -> Answer:
        """The metrics of this process, for Prometheus."""
        return Answer(200, generate_latest(METRICS), [NO_STORE], CONTENT_TYPE_LATEST.encode())

    return [alive, ready, health, metrics]


async def _answer(checkup: Checkup) -> Reply[Health]:
    looked = await checkup.look()
    whole = checkup.whole(looked)
    parts = [Part(name=part, state=state) for part, state in looked]
    return Reply(Health(status=whole, parts=parts), status=503 if whole == "unhealthy" else 200)
