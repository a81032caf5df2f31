"""The daily digest."""

from modules.catalog.contracts.events import LowStockReported
from modules.catalog.report_low_stock.job import ReportLowStock, report_low_stock
from souk.database.committing import committing
from souk.messages import Context


async def report(stage):
    transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
    async with committing(transaction) as tx:
        await report_low_stock(tx, ReportLowStock())
    return await stage.published(LowStockReported)


async def test_names_what_is_low_and_says_nothing_when_nothing_is(goods, stage):
    await goods.category("Audio")
    added = await goods.product("Aura", "audio", goods.variant(on_hand=3, c="1"), goods.variant(0, 0, c="2"))
    await goods.product("Draft", "audio", goods.variant(on_hand=0), draft=True)
    assert await report(stage) == [LowStockReported(count=1, variant_ids=(added.variants[1].id,))]
    await stage.owner("UPDATE catalog.stock SET on_hand = 9")
    assert len(await report(stage)) == 1
