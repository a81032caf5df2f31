"""Looking at the shipping methods as staff do."""

from souk.testing import Stage, customer, staff

PATH = "/api/admin/shipping-methods"


async def test_shows_those_of_a_new_shop_before_anybody_decided_anything(stage: Stage):
    async with stage.client(staff("orders:price")) as client:
        answer = await client.get(PATH)
    assert answer.headers["etag"] == '"v0"'
    assert [item["code"] for item in answer.json()["items"]] == ["standard"]


async def test_is_for_who_sets_prices(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("catalog:edit"), 403)):
        async with stage.client(actor) as client:
            assert (await client.get(PATH)).status_code == status
