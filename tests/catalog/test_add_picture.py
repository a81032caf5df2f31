"""Pictures of a product."""

import pytest


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    return await goods.product("Aura", "audio")


async def test_stand_in_the_order_in_which_they_were_put(aura, desk):
    for version, (url, place) in enumerate([("/a.jpg", None), ("/b.jpg", None), ("/c.jpg", 0)], 1):
        answer = await desk.edit("POST", f"/products/{aura.id}/media", version, url=url, alt="x", place=place)
        assert answer.status_code == 201, answer.text
    page = (await desk.client.get("/api/products/aura")).json()
    assert [picture["url"] for picture in page["media"]] == ["/c.jpg", "/a.jpg", "/b.jpg"]
    assert page["imageUrl"] == "/c.jpg"


async def test_each_is_shown_once_and_there_are_not_too_many(aura, desk):
    for number in range(20):
        await desk.edit("POST", f"/products/{aura.id}/media", number + 1, url=f"/{number}.jpg", alt="")
    answer = await desk.edit("POST", f"/products/{aura.id}/media", 21, url="/x.jpg", alt="")
    assert answer.json()["code"] == "too_many_pictures"


async def test_the_same_twice_is_refused(aura, desk):
    await desk.edit("POST", f"/products/{aura.id}/media", 1, url="/a.jpg", alt="")
    answer = await desk.edit("POST", f"/products/{aura.id}/media", 2, url="/a.jpg", alt="")
    assert (answer.status_code, answer.json()["code"]) == (409, "picture_shown_twice")
