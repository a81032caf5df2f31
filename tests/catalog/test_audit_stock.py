"""What the doctor finds in the stock."""

import pytest

from modules.catalog.audit_stock.handler import stock_agrees
from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.testing import Stage


async def examine(stage: Stage):
    transaction = stage.runtime.switchboard.transaction("catalog", Context(actor=SYSTEM), reads=True)
    async with committing(transaction) as tx:
        return await stock_agrees(tx)


async def test_finds_nothing_where_the_ledger_adds_up(stage: Stage, goods):
    await goods.category("Audio")
    await goods.product("Radio", "audio")
    found = await examine(stage)
    assert found.well
    assert found.figure == "1 variants; 0 drifted, 0 oversold"


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE catalog.stock SET on_hand = on_hand + 1",
        "UPDATE catalog.stock SET reserved = reserved + 1",
    ],
)
async def test_finds_a_counter_that_is_not_the_sum_of_its_ledger(stage: Stage, goods, change):
    await goods.category("Audio")
    await goods.product("Radio", "audio")
    await stage.owner(change)
    assert not (await examine(stage)).well
