"""Looking at the tax rates as staff do."""

from souk.testing import Stage, customer, staff

PATH = "/api/admin/tax-rates"


async def test_a_new_shops_prices_include_a_tax_that_nobody_has_set(stage: Stage):
    async with stage.client(staff("orders:price")) as client:
        answer = await client.get(PATH)
    assert answer.headers["etag"] == '"v0"'
    assert answer.json() == {"homeCountry": "DE", "pricesIncludeTax": True, "items": []}


async def test_is_for_who_sets_prices(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("catalog:edit"), 403)):
        async with stage.client(actor) as client:
            assert (await client.get(PATH)).status_code == status
