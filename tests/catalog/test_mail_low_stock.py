"""Whoever looks after the stock is told what runs out."""

from modules.catalog.contracts.events import LowStockReported
from modules.users.contracts.commands import NotifyUser
from modules.users.contracts.queries import FindStaff
from souk.kernel import new_id
from souk.testing import Stage


async def test_tells_everybody_who_may_correct_it_what_is_left(goods, stage: Stage):
    staff = [new_id(), new_id()]
    stage.fake(FindStaff, staff)
    stage.fake(NotifyUser, lambda _: None)
    await goods.category("Audio")
    added = await goods.product("Aura", "audio", goods.variant(on_hand=3, c="1"), goods.variant(0, 0, c="2"))
    short = added.variants[1]
    await stage.publish("catalog", LowStockReported(count=1, variant_ids=(short.id,)))
    await stage.settle()
    assert [query.capability for query in stage.received(FindStaff)] == ["catalog:stock"]
    told = stage.received(NotifyUser)
    assert [each.person_id for each in told] == staff
    assert len({each.notification_id for each in told}) == 2
    assert told[0].values == {"count": "1", "goods": f"{short.sku}: 0 left of Aura"}
