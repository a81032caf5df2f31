"""The bulkheads' suite: two toy modules with one connection each."""

from souk.testing import stage_of
from tests.souk.pools.toys import belfry, foundry

ONE = {"database.pool": 1, "database.pool_overflow": 0, "database.pool_wait_seconds": 0.1}

database, stage = stage_of(belfry, foundry, names=["users", "catalog"], values=ONE)
