"""The test kit: a module on its own real database, the others as fakes of their contracts."""

from souk.testing.actors import customer, id_of, staff
from souk.testing.scenario import Scenario
from souk.testing.stage import Stage
from souk.testing.stages import stage_of
from souk.testing.time import StoppedClock

__all__ = ["Scenario", "Stage", "StoppedClock", "customer", "id_of", "staff", "stage_of"]
