"""Reviews in the back office."""

from modules.catalog.write_review.handler import WriteReview
from souk.testing import customer


async def test_who_waits_longest_comes_first(goods, stage, desk):
    await goods.category("Audio")
    aura = (await goods.product("Aura", "audio")).id
    for title in ("First", "Second", "Third"):
        await stage.do(WriteReview(product_id=aura, stars=3, title=title), customer())
    first = (await desk.client.get("/api/admin/reviews?pageSize=2")).json()
    assert [item["title"] for item in first["items"]] == ["First", "Second"]
    rest = (await desk.client.get(f"/api/admin/reviews?cursor={first['nextCursor']}")).json()
    assert [(item["title"], item["product"]) for item in rest["items"]] == [("Third", "Aura")]
    assert (await desk.client.get("/api/admin/reviews?state=approved")).json()["items"] == []
