"""Categories in the back office."""


async def test_stand_behind_the_one_that_they_are_in_with_their_versions(goods, desk):
    top = await goods.category("Top")
    await goods.category("Other")
    await goods.category("Below", "top")
    await goods.product("Aura", "below")
    items = (await desk.client.get("/api/admin/categories")).json()["items"]
    assert [(item["slug"], item["productCount"], item["version"]) for item in items] == [
        ("top", 0, 1),
        ("below", 1, 1),
        ("other", 0, 1),
    ]
    assert items[1]["parentId"] == str(top.id)
