"""/api/admin/modules."""

from collections.abc import Sequence
from datetime import datetime
from importlib.metadata import PackageNotFoundError, version
from typing import Literal

from souk.bus import Bus
from souk.events.lag import Lag, ListLags
from souk.events.permissions import SEE_EVENTS
from souk.http import Endpoint, Shown, get, requires
from souk.modules import Module
from souk.observability.health import last_states

Health = Literal["healthy", "degraded", "unhealthy", "unknown"]


class ModuleShown(Shown):
    """A module, as the process sees it that was asked. Its lag is that of its subscribers together."""

    name: str
    summary: str
    version: str
    health: Health
    routes: int
    messages: list[str]
    events: list[str]
    jobs: list[str]
    tables: list[str]
    pending: int
    oldest_at: datetime | None
    dead_letters: int


class ModulesShown(Shown):
    items: list[ModuleShown]


def roster_endpoint(modules: Sequence[Module]) -> Endpoint:
    """Make the endpoint; `modules` may fill up until it is asked."""

    @get("/api/admin/modules", policy=requires(SEE_EVENTS))
    async def show_modules(bus: Bus) -> ModulesShown:
        """Show every module: health, version, messages, tables, and how far it is behind with events."""
        lags = await bus.ask(ListLags())
        return ModulesShown(items=[_shown(module, lags) for module in modules])

    return show_modules


def _shown(module: Module, lags: Sequence[Lag]) -> ModuleShown:
    own = [lag for lag in lags if lag.subscriber.partition(".")[0] == module.name]
    return ModuleShown(
        name=module.name,
        summary=module.summary,
        version=_version(),
        health=_health(module.name),
        routes=len(module.routes),
        messages=sorted(f"{module.name}.{handling.name}" for handling in module.handlers),
        events=sorted(event.wire for event in module.events),
        jobs=sorted(doing.job.wire for doing in module.jobs),
        tables=sorted(module.tables.tables),
        pending=sum(lag.pending for lag in own),
        oldest_at=min((lag.oldest_at for lag in own if lag.oldest_at), default=None),
        dead_letters=sum(lag.dead_letters for lag in own),
    )


def _health(module: str) -> Health:
    """Return how its database was when last looked at; what it needs outside may degrade it."""
    states: dict[str, Health] = {
        part: state for part, state in last_states().items() if part.partition(":")[0] == module
    }
    own = states.get(module, "unknown")
    if own != "healthy" or set(states.values()) == {"healthy"}:
        return own
    return "degraded"


def _version() -> str:
    try:
        return version("souk")
    except PackageNotFoundError:
        return "of a checkout"
