"""The tracker's suite: a toy module that tracks, and the tracker's own pages."""

from souk.testing import stage_of
from tests.souk.workflow.toys import workshop

database, stage = stage_of(workshop, names=["users"])
