"""Removing a category."""


async def test_only_an_empty_one_goes(goods, desk):
    top, below = await goods.category("Top"), await goods.category("Below", "top")
    await goods.product("Aura", "below")
    for category in (top, below):
        answer = await desk.edit("DELETE", f"/categories/{category.id}", 1)
        assert (answer.status_code, answer.json()["code"]) == (409, "category_not_empty")
    empty = await goods.category("Empty", "top")
    assert (await desk.edit("DELETE", f"/categories/{empty.id}", 1)).status_code == 204
    assert (await desk.client.get("/api/categories/empty")).status_code == 404
