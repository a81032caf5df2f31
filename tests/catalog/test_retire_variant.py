"""Variants that are no longer sold."""


async def test_is_no_longer_shown_and_the_last_one_stays(goods, desk):
    await goods.category("Audio")
    aura = await goods.product("Aura", "audio", goods.variant(sku="A", c="1"), goods.variant(sku="B", c="2"))
    first, second = (variant.id for variant in aura.variants)
    assert (await desk.edit("DELETE", f"/products/variants/{first}", 1)).status_code == 200
    page = (await desk.client.get("/api/products/aura")).json()
    assert [variant["sku"] for variant in page["variants"]] == ["B"]
    last = await desk.edit("DELETE", f"/products/variants/{second}", 2)
    assert (last.status_code, last.json()["code"]) == (409, "nothing_to_sell")
    assert (await desk.edit("DELETE", f"/products/variants/{first}", 2)).status_code == 404
