"""Reading reviews."""

from souk.kernel import new_id
from souk.testing.trips import trips_of


async def test_takes_two_statements(goods, stage):
    await goods.category("Audio")
    aura = (await goods.product("Aura", "audio")).id
    async with stage.client() as client:
        with trips_of("catalog") as sent:
            answer = await client.get(f"/api/products/{aura}/reviews")
    assert answer.json() == {"items": [], "totalCount": 0, "page": 1, "pageSize": 20, "rating": None}
    assert len(sent) == 2


async def test_of_an_unknown_product_there_are_none(stage):
    async with stage.client() as client:
        assert (await client.get(f"/api/products/{new_id()}/reviews")).status_code == 404
