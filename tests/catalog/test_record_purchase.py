"""Who bought what."""

from modules.catalog.contracts.commands import RecordPurchase
from souk.kernel import new_id


async def test_is_noted_once_and_only_for_products_that_there_are(goods, stage):
    await goods.category("Audio")
    first, second = (await goods.product("Aura", "audio")).id, (await goods.product("Boom", "audio")).id
    person, order = new_id(), new_id()
    ids = (second, first, new_id(), first)
    purchase = RecordPurchase(order_id=order, person_id=person, product_ids=ids, at=stage.clock.now())
    await stage.do(purchase)
    await stage.do(purchase)
    rows = await stage.rows("SELECT person_id, product_id, order_id FROM catalog.purchase")
    assert {tuple(row.values()) for row in rows} == {(person, first, order), (person, second, order)}
