"""The suite of the roster: two toy modules."""

from souk.testing import stage_of
from tests.souk.webhooks import toys

database, stage = stage_of(toys.build, names=["users"])
