"""All products in the back office."""

import pytest

from souk.testing.trips import trips_of


@pytest.fixture(autouse=True)
async def shop(goods):
    await goods.category("Audio")
    await goods.product("Aura", "audio", goods.variant(sku="AUR-1"))
    await goods.product("Boom Box", "audio", draft=True)
    await goods.product("Creme", "audio")


async def listed(desk, query=""):
    return (await desk.client.get(f"/api/admin/products?{query}")).json()


async def test_come_page_by_page_the_newest_first(desk):
    first = await listed(desk, "pageSize=2")
    assert [item["name"] for item in first["items"]] == ["Creme", "Boom Box"]
    second = await listed(desk, f"pageSize=2&cursor={first['nextCursor']}")
    assert [item["name"] for item in second["items"]] == ["Aura"]
    assert second["nextCursor"] is None


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("status=draft", ["Boom Box"]),
        ("q=boom+b", ["Boom Box"]),
        ("q=AUR-1", ["Aura"]),
        ("q=%25", []),
        ("q=_", []),
        ("q=cr%C3%A8me", ["Creme"]),
    ],
)
async def test_are_found_by_name_sku_and_status(desk, query, expected):
    assert [item["name"] for item in (await listed(desk, query))["items"]] == expected


async def test_a_strange_cursor_is_refused(desk):
    assert (await desk.client.get("/api/admin/products?cursor=AAAA")).status_code == 400


async def test_take_one_statement_however_many(desk):
    with trips_of("catalog") as sent:
        await listed(desk)
    assert len(sent) == 1
