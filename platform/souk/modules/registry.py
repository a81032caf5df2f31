"""All modules together: who handles what, and whether their declarations fit."""

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import Any

from souk.http.routes import Endpoint
from souk.messages import Command, Event, Message, Query, StaffActed
from souk.modules.cron import readable
from souk.modules.declarations import Capability, Module, Schedule
from souk.modules.handlings import Doing, Handling
from souk.modules.hearings import Hearing
from souk.modules.upcasts import Upcast


class BadModules(Exception):
    """The declarations contradict each other; `problems` lists everything."""

    def __init__(self, problems: Sequence[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = list(problems)


class Registry:
    """The mounted modules, checked: each message has one handler, each wire name one message."""

    def __init__(self, modules: Iterable[Module], platform: Module | None = None) -> None:
        """Raise BadModules with everything that does not fit.

        What the platform itself offers to people is declared like a module's, but is none: it owns the schema
        souk, and `modules` and `names` do not list it.
        """
        self.modules = {module.name: module for module in modules}
        self.declarations = [*self.modules.values(), *([platform] if platform else [])]
        self.handlings: dict[type[Query[Any] | Command[Any]], tuple[Module, Handling]] = {}
        self.jobs: dict[str, tuple[Module, Doing]] = {}
        self.schedules: dict[str, tuple[Module, Schedule]] = {}
        self.events: dict[str, type[Event]] = {StaffActed.wire: StaffActed}
        self.hearings: dict[str, tuple[Module, Hearing]] = {}
        self.upcasts: list[Upcast] = []
        for module in self.declarations:
            self._take(module)
        problems = self._problems()
        if problems:
            raise BadModules(problems)

    @property
    def names(self) -> list[str]:
        return list(self.modules)

    @property
    def capabilities(self) -> list[Capability]:
        return [capability for module in self.declarations for capability in module.permissions]

    @property
    def routes(self) -> list[Endpoint]:
        return [route for module in self.declarations for route in module.routes]

    def wires(self) -> dict[str, type[Message]]:
        """Every wire name in use and the message behind it."""
        contracts: dict[str, type[Message]] = {kind.wire: kind for kind in self.handlings if kind.wire}
        jobs: dict[str, type[Message]] = {wire: doing.job for wire, (_, doing) in self.jobs.items()}
        return {**contracts, **self.events, **jobs}

    def _take(self, module: Module) -> None:
        self.handlings |= {handling.message: (module, handling) for handling in module.handlers}
        self.jobs |= {doing.job.wire: (module, doing) for doing in module.jobs}
        self.schedules |= {
            f"{module.name}.{schedule.name}": (module, schedule) for schedule in module.schedules
        }
        self.events |= {event.wire: event for event in module.events}
        self.upcasts += module.upcasts
        self.hearings |= {f"{module.name}.{hearing.name}": (module, hearing) for hearing in module.hearings}

    def _problems(self) -> list[str]:
        return [*self._doubled(), *self._misnamed(), *self._unknown_capabilities(), *self._bad_schedules()]

    def _doubled(self) -> list[str]:
        modules = self.declarations
        handled = Counter(handling.message.__name__ for module in modules for handling in module.handlers)
        wires = Counter(
            kind.wire
            for module in modules
            for kind in [*(h.message for h in module.handlers), *module.events, *(d.job for d in module.jobs)]
            if kind.wire
        )
        names = Counter(f"{module.name}.{h.name}" for module in modules for h in module.hearings)
        return [
            *(f"{name} has {count} handlers" for name, count in handled.items() if count > 1),
            *(f"the wire name {wire} is used {count} times" for wire, count in wires.items() if count > 1),
            *(
                f"the subscriber {name} is declared {count} times"
                for name, count in names.items()
                if count > 1
            ),
        ]

    def _misnamed(self) -> list[str]:
        return [
            f"{kind.__name__} of {module.name} needs a wire name that begins with {module.name}."
            for module in self.declarations
            for kind in [*module.events, *(doing.job for doing in module.jobs)]
            if not kind.wire.startswith(f"{module.name}.")
        ]

    def _unknown_capabilities(self) -> list[str]:
        known = {capability.name for capability in self.capabilities}
        needed = {
            capability
            for module in self.declarations
            for capability in [
                *(handling.capability for handling in module.handlers),
                *(route.policy.capability for route in module.routes),
            ]
            if capability
        }
        return [f"no module declares the capability {name}" for name in sorted(needed - known)]

    def _bad_schedules(self) -> list[str]:
        return [
            *(
                f"the schedule {name} has a cron expression that cannot be read: {schedule.cron}"
                for name, (_, schedule) in self.schedules.items()
                if not readable(schedule.cron)
            ),
            *(
                f"the schedule {name} wants {schedule.job.wire}, which {module.name} does not do"
                for name, (module, schedule) in self.schedules.items()
                if self.jobs.get(schedule.job.wire, (None, None))[0] is not module
            ),
        ]
