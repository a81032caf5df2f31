"""What a module declares, and the registry that checks all declarations together."""

from souk.modules.building import Build, configured_by, settings_of
from souk.modules.declarations import (
    Capability,
    Export,
    HealthCheck,
    Module,
    Schedule,
    Site,
)
from souk.modules.effects import Effect
from souk.modules.findings import Examination, Finding
from souk.modules.handlings import Doing, Handling, does, handles
from souk.modules.heard import Heard
from souk.modules.hearings import Hearing, Then, hears, hears_as_one, hears_batch
from souk.modules.lifecycles import Lifecycle
from souk.modules.lives import Live, shows
from souk.modules.measures import Measure
from souk.modules.registry import BadModules, Registry
from souk.modules.upcasts import Upcast, upcasts

__all__ = [
    "BadModules",
    "Build",
    "Capability",
    "Doing",
    "Effect",
    "Examination",
    "Export",
    "Finding",
    "Handling",
    "HealthCheck",
    "Heard",
    "Hearing",
    "Lifecycle",
    "Live",
    "Measure",
    "Module",
    "Registry",
    "Schedule",
    "Site",
    "Then",
    "Upcast",
    "configured_by",
    "does",
    "handles",
    "hears",
    "hears_as_one",
    "hears_batch",
    "settings_of",
    "shows",
    "upcasts",
]
