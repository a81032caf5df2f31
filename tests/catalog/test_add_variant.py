"""One more variant of a product."""

import pytest


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    return await goods.product("Aura", "audio", goods.variant(sku="A", colour="red"))


NEW = {"sku": "B", "price": 12, "currency": "EUR", "options": {"colour": "blue"}, "onHand": 3}


async def test_is_offered_with_its_stock(aura, desk, stock_room):
    answer = await desk.edit("POST", f"/products/{aura.id}/variants", 1, **NEW)
    assert (answer.status_code, answer.headers["etag"]) == (201, '"v2"')
    page = (await desk.client.get("/api/products/aura")).json()
    assert [(v["sku"], v["price"], v["inStock"]) for v in page["variants"]] == [
        ("A", 10, True),
        ("B", 12, True),
    ]
    await stock_room.balance()


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"sku": "A"}, "sku_taken"),
        ({"options": {"colour": "red"}}, "same_options_twice"),
        ({"currency": "USD"}, "mixed_currencies"),
    ],
)
async def test_is_refused_when_it_does_not_fit_the_others(aura, desk, change, code):
    answer = await desk.edit("POST", f"/products/{aura.id}/variants", 1, **{**NEW, **change})
    assert (answer.status_code, answer.json()["code"]) == (409, code)
