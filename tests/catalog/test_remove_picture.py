"""Taking a picture away."""

from modules.catalog.domain.media import Picture


async def test_the_others_stay(goods, desk):
    await goods.category("Audio")
    media = (Picture(address="/a.jpg", alt=""), Picture(address="/b.jpg", alt=""))
    aura = await goods.product("Aura", "audio", media=media)
    assert (await desk.edit("DELETE", f"/products/{aura.id}/media?url=/a.jpg", 1)).status_code == 200
    page = (await desk.client.get("/api/products/aura")).json()
    assert [picture["url"] for picture in page["media"]] == ["/b.jpg"]
    assert (await desk.edit("DELETE", f"/products/{aura.id}/media?url=/a.jpg", 2)).status_code == 404
