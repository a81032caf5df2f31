"""What is running out."""


async def test_are_those_at_their_threshold_or_below(goods, stage, desk):
    await goods.category("Audio")
    await goods.product("Aura", "audio", *(goods.variant(on_hand=n, sku=f"S{n}", c=str(n)) for n in range(4)))
    await stage.owner("UPDATE catalog.stock SET low_threshold = 1")
    low = (await desk.client.get("/api/admin/stock/low")).json()["items"]
    assert sorted(item["sku"] for item in low) == ["S0", "S1"]
