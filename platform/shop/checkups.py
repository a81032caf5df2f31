"""What a process of the shop stands on: each module's database, Valkey, and what modules need outside."""

from souk.observability.health import Checkup
from souk.runtime import Runtime


def checkup_of(runtime: Runtime) -> Checkup:
    """Return the look at all of it; it begins when somebody asks."""
    registry = runtime.registry
    databases = {name: runtime.databases[name].ping for name in registry.names}
    outside = {
        f"{module.name}: {check.name}": check.check
        for module in registry.modules.values()
        for check in module.health
    }
    return Checkup(needed=databases, useful={"valkey": runtime.valkey_answers, **outside})
