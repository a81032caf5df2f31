"""The suite of cart: the module alone, on its own database, with a few goods that catalog offers."""

import pytest

from modules.cart.module import module
from modules.catalog.contracts.queries import QuoteVariants
from souk.database.transactions import committing
from souk.kernel import new_id
from souk.messages import SYSTEM, Context, Event
from souk.testing import Stage, stage_of
from tests.cart.shelf import Shelf

database, stage = stage_of(module, names=["cart"])


@pytest.fixture
def shelf(stage: Stage) -> Shelf:
    """What catalog offers."""
    shelf = Shelf()
    stage.fake(QuoteVariants, shelf)
    return shelf


@pytest.fixture
def hear(stage: Stage):
    """Let cart hear what another module tells, and everything that follows happen.

    The others are not there: their events reach the subscribers as a dispatcher would bring them.
    """

    async def heard(*events: Event) -> None:
        for event in events:
            for owner, hearing in stage.registry.hearings.values():
                if hearing.event is type(event):
                    context = Context(actor=SYSTEM, reason=event.wire, causation=new_id())
                    transaction = stage.runtime.switchboard.transaction(owner.name, context)
                    async with committing(transaction) as tx:
                        await hearing.function(tx, event)
        await stage.settle()

    return heard
