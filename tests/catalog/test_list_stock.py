"""The stock list."""


async def test_is_in_order_of_the_skus_and_shows_what_is_low(goods, stage, desk, stock_room):
    await goods.category("Audio")
    added = await goods.product(
        "Aura", "audio", goods.variant(on_hand=5, sku="B", c="1"), goods.variant(on_hand=0, sku="A", c="2")
    )
    await stock_room.reserve((added.variants[0].id, 2))
    first = (await desk.client.get("/api/admin/stock?pageSize=1")).json()
    assert [(i["sku"], i["available"], i["low"]) for i in first["items"]] == [("A", 0, True)]
    rest = (await desk.client.get(f"/api/admin/stock?cursor={first['nextCursor']}")).json()
    assert [(i["sku"], i["onHand"], i["reserved"], i["available"]) for i in rest["items"]] == [("B", 5, 2, 3)]
    assert (await desk.client.get("/api/admin/stock?sku=%25")).json()["items"] == []
