"""The pipeline's suite: two toy modules under the roles of real ones."""

from souk.testing import stage_of
from tests.souk.pipeline.toys import belfry, foundry

database, stage = stage_of(belfry, foundry, names=["users", "catalog"])
