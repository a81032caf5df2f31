"""The suite of cart: the module alone, on its own database, with a few goods that catalog offers."""

from functools import partial

import pytest

from modules.cart.module import module
from modules.catalog.contracts.queries import QuoteVariants
from souk.testing import Stage, stage_of
from souk.testing.hearing import bring
from tests.catalog.shelf import Shelf

database, stage = stage_of(module, names=["cart"])


@pytest.fixture
def shelf(stage: Stage) -> Shelf:
    """What catalog offers."""
    shelf = Shelf()
    stage.fake(QuoteVariants, shelf)
    return shelf


@pytest.fixture
def hear(stage: Stage):
    """Let cart hear what another module tells, and everything that follows happen."""
    return partial(bring, stage)
