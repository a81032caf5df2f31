"""What a module declares, and the registry that checks all declarations together."""

from souk.modules.declarations import (
    Capability,
    Export,
    HealthCheck,
    Module,
    Schedule,
    Site,
)
from souk.modules.handlings import Doing, Handling, Hearing, does, handles, hears
from souk.modules.registry import BadModules, Registry

__all__ = [
    "BadModules",
    "Capability",
    "Doing",
    "Export",
    "Handling",
    "HealthCheck",
    "Hearing",
    "Module",
    "Registry",
    "Schedule",
    "Site",
    "does",
    "handles",
    "hears",
]
