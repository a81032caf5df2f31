"""Another price, other options."""

import pytest

from modules.catalog.contracts.events import PriceChanged
from souk.kernel import Money


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    return await goods.product("Aura", "audio", goods.variant(sku="A", c="1"), goods.variant(sku="B", c="2"))


async def test_a_new_price_is_shown_and_said(stage, aura, desk):
    first = aura.variants[0].id
    answer = await desk.edit("PATCH", f"/products/variants/{first}", 1, price="7.50")
    assert (answer.status_code, answer.json()) == (200, {"id": str(aura.id), "version": 2})
    assert (await desk.client.get("/api/products/aura")).json()["price"] == 7.5
    assert await stage.published(PriceChanged) == [
        PriceChanged(
            product_id=aura.id,
            variant_id=first,
            old=Money(minor=1000, currency="EUR"),
            new=Money(minor=750, currency="EUR"),
        )
    ]


async def test_the_same_price_is_no_change_of_price(stage, aura, desk):
    await desk.edit("PATCH", f"/products/variants/{aura.variants[0].id}", 1, price=10, weightGrams=5)
    assert await stage.published(PriceChanged) == []
    assert (await desk.sheet(aura.id)).json()["variants"][0]["weightGrams"] == 5


async def test_two_variants_do_not_become_the_same(aura, desk):
    answer = await desk.edit("PATCH", f"/products/variants/{aura.variants[0].id}", 1, options={"c": "2"})
    assert (answer.status_code, answer.json()["code"]) == (409, "same_options_twice")


async def test_a_price_has_the_decimals_of_its_currency(aura, desk):
    answer = await desk.edit("PATCH", f"/products/variants/{aura.variants[0].id}", 1, price="7.505")
    assert answer.status_code == 400


async def test_an_unknown_variant_is_not_there(aura, desk):
    assert (await desk.edit("PATCH", f"/products/variants/{aura.id}", 1, price=1)).status_code == 404
