"""Reviews that nobody else reads."""

from modules.catalog.write_review.handler import WriteReview
from souk.kernel import new_id
from souk.testing import customer


async def test_is_neither_read_nor_counted(goods, stage, desk):
    await goods.category("Audio")
    aura = (await goods.product("Aura", "audio")).id
    review = (await stage.do(WriteReview(product_id=aura, stars=1, title="Bad"), customer())).id
    assert (await desk.client.post(f"/api/admin/reviews/{review}/reject")).status_code == 200
    shown = (await desk.client.get(f"/api/products/{aura}/reviews")).json()
    assert (shown["items"], shown["rating"]) == ([], None)
    assert (await desk.client.post(f"/api/admin/reviews/{new_id()}/reject")).status_code == 404
