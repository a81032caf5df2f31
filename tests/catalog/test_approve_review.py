"""Staff decide about reviews."""

import pytest

from modules.catalog.contracts.events import ReviewApproved
from modules.catalog.write_review.handler import WriteReview
from souk.testing import customer


@pytest.fixture
async def aura(goods):
    await goods.category("Audio")
    return (await goods.product("Aura", "audio")).id


async def written(stage, aura, stars=4):
    return (await stage.do(WriteReview(product_id=aura, stars=stars, title="Good"), customer())).id


async def decide(desk, review, verb="approve"):
    answer = await desk.client.post(f"/api/admin/reviews/{review}/{verb}")
    await desk.stage.settle()
    return answer


async def test_an_approved_one_is_read_and_counted(stage, aura, desk):
    for stars in (4, 5):
        answer = await decide(desk, await written(stage, aura, stars))
        assert (answer.status_code, answer.headers["etag"]) == (200, '"v2"')
    shown = (await desk.client.get(f"/api/products/{aura}/reviews")).json()
    assert [item["stars"] for item in shown["items"]] == [5, 4]
    assert (shown["totalCount"], shown["rating"]) == (2, 4.5)
    page = (await desk.client.get("/api/products/aura")).json()
    assert (page["rating"], page["ratingCount"]) == (4.5, 2)
    assert len(await stage.published(ReviewApproved)) == 2


async def test_a_decision_is_made_once_and_may_be_changed(stage, aura, desk):
    review = await written(stage, aura)
    await decide(desk, review)
    assert (await decide(desk, review)).json()["code"] == "already_decided"
    assert (await decide(desk, review, "reject")).status_code == 200
    page = (await desk.client.get("/api/products/aura")).json()
    assert (page["rating"], page["ratingCount"]) == (None, 0)
