"""The suite of the doctor's rounds: a toy module with books of its own."""

from souk.testing import stage_of
from tests.souk.examining.toys import build

database, stage = stage_of(build, names=["users"])
