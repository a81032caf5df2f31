"""What came back is there again."""

import pytest

from modules.catalog.contracts.commands import ReturnStock, StockLine
from souk.kernel import NotFound, new_id


async def test_is_counted_once(goods, stage, stock_room):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio", goods.variant(on_hand=2))).variants[0].id
    back = ReturnStock(return_id=new_id(), lines=(StockLine(variant_id=variant, quantity=2),))
    await stage.do(back)
    await stage.do(back)
    assert await stock_room.counters(variant) == (4, 0)
    await stock_room.balance()


async def test_of_what_was_never_here_is_refused(stage):
    with pytest.raises(NotFound):
        await stage.do(ReturnStock(return_id=new_id(), lines=(StockLine(variant_id=new_id(), quantity=1),)))
