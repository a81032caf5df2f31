"""A module is one declaration: what it serves, handles, hears, does, and who may."""

from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal
from uuid import UUID

from sqlalchemy import MetaData

from souk.configuration import Configuration
from souk.database import Transaction
from souk.http.authentication import Authenticator
from souk.http.routes import Endpoint
from souk.kernel import Clock, Value
from souk.mail import Mail
from souk.messages import Event, Job
from souk.modules.findings import Examination
from souk.modules.handlings import Doing, Handling
from souk.modules.hearings import Hearing
from souk.modules.lifecycles import Lifecycle
from souk.modules.lives import Live
from souk.modules.measures import Measure
from souk.modules.upcasts import Upcast

Export = Callable[[Transaction, UUID], Awaitable[dict[str, Any]]]
"""`async def orders_of(tx, person_id)` returns `{"orders": […]}`: all that is kept of a person, as JSON."""


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
    """What a module is built on. What modules declare fills up as they are mounted: look at it when asked."""

    configuration: Configuration
    clock: Clock
    capabilities: dict[str, Capability] = field(default_factory=dict)
    mails: dict[str, Mail] = field(default_factory=dict)
    exporting: list[str] = field(default_factory=list)
    """The names of the modules that keep something of people."""

    def fill(self, modules: "Iterable[Module]") -> None:
        """Take in what the modules declare, once they are all there."""
        for module in modules:
            self.capabilities.update({each.name: each for each in module.permissions})
            self.mails.update({mail.name: mail for mail in module.mails})
            if module.exports:
                self.exporting.append(module.name)


@dataclass(frozen=True, kw_only=True)
class Module:
    """Everything that a module brings. The shop mounts it; nothing else in the platform knows its name."""

    name: str
    summary: str
    tables: MetaData
    routes: Sequence[Endpoint] = ()
    handlers: Sequence[Handling] = ()
    events: Sequence[type[Event]] = ()
    tells_outside: Sequence[type[Event]] = ()
    """Those of its events that other systems may be told of, by webhook."""
    upcasts: Sequence[Upcast] = ()
    subscriptions: Sequence[Hearing] = ()
    lives: Sequence[Live] = ()
    """Which events are shown at once to whom they concern."""
    jobs: Sequence[Doing] = ()
    schedules: Sequence[Schedule] = ()
    permissions: Sequence[Capability] = ()
    health: Sequence[HealthCheck] = ()
    exports: Sequence[Export] = ()
    """What it hands out when a person asks for all of their data. It forgets it when it hears UserErased."""
    mails: Sequence[Mail] = ()
    lifecycles: Sequence[Lifecycle] = ()
    """The transition tables of its aggregates, for readers."""
    examinations: Sequence[Examination] = ()
    """What `souk doctor` has the module look at in its own books."""
    measures: Sequence[Measure] = ()
    """What workers measure of its tables, for Prometheus."""
    closes: Sequence[Callable[[], Awaitable[None]]] = ()
    """What gives back what the module holds open, such as connections; awaited when a process ends."""
    authenticator: Authenticator | None = field(default=None, compare=False)

    @property
    def hearings(self) -> list[Hearing]:
        """All of its subscribers, those that only show something among them."""
        return [*self.subscriptions, *(live.hearing for live in self.lives)]
