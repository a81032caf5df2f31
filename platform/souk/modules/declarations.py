"""A module is one declaration: what it serves, handles, hears, does, and who may."""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from sqlalchemy import MetaData

from souk.configuration import Configuration
from souk.http.authentication import Authenticator
from souk.http.routes import Endpoint
from souk.kernel import Clock, Value
from souk.messages import Event, Job
from souk.modules.handlings import Doing, Handling
from souk.modules.hearings import Hearing
from souk.modules.upcasts import Upcast


class Capability(Value):
    """Something that a person may be allowed to do, declared by the module that enforces it."""

    name: str
    meaning: str


class HealthCheck(Value):
    """Asks one thing that the module needs; raising means that it does not work."""

    name: str
    check: Callable[[], Awaitable[None]]


class Schedule(Value):
    """A job that is due again and again, by a cron expression in UTC; each time once in the whole cluster.

    What was missed because no worker ran is skipped, or caught up: done once, however often it was missed.
    """

    name: str
    cron: str
    job: Job
    missed: Literal["skip", "catch_up"] = "skip"


@dataclass(frozen=True, kw_only=True)
class Site:
    """What a module is built on. `capabilities` fills up as modules are mounted: look at it when asked."""

    configuration: Configuration
    clock: Clock
    capabilities: set[str] = field(default_factory=set)


@dataclass(frozen=True, kw_only=True)
class Module:
    """Everything that a module brings. The shop mounts it; nothing else in the platform knows its name."""

    name: str
    summary: str
    tables: MetaData
    routes: Sequence[Endpoint] = ()
    handlers: Sequence[Handling] = ()
    events: Sequence[type[Event]] = ()
    upcasts: Sequence[Upcast] = ()
    subscriptions: Sequence[Hearing] = ()
    jobs: Sequence[Doing] = ()
    schedules: Sequence[Schedule] = ()
    permissions: Sequence[Capability] = ()
    health: Sequence[HealthCheck] = ()
    authenticator: Authenticator | None = field(default=None, compare=False)
