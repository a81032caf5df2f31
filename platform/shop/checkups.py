"""What a process of the shop stands on: databases, Valkey, the right time, and what modules need outside."""

from collections.abc import Mapping
from functools import partial
from types import MappingProxyType

from souk.database.addresses import PLATFORM
from souk.database.telling_time import set_clock
from souk.observability.health import Check, Checkup
from souk.runtime import Runtime

FRESH_SECONDS = 1.0


def checkup_of(runtime: Runtime, vital: Mapping[str, Check] = MappingProxyType({})) -> Checkup:
    """Return the look at all of it, and at what is `vital` to this kind of process."""
    registry = runtime.registry
    databases = {name: runtime.databases[name].ping for name in registry.names}
    outside = {
        f"{module.name}: {check.name}": check.check
        for module in registry.modules.values()
        for check in module.health
    }
    clock = partial(set_clock, runtime.databases[PLATFORM])
    useful: dict[str, Check] = {"valkey": runtime.valkey_answers, "clock": clock, **outside}
    return Checkup(needed=databases, useful=useful, vital=vital, fresh_seconds=FRESH_SECONDS)
