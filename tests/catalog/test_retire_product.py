"""Taking a product off sale."""

from modules.catalog.contracts.events import ProductRetired


async def test_it_is_gone_from_the_shop_and_kept_in_the_back_office(stage, goods, desk):
    await goods.category("Audio")
    id = (await goods.product("Aura", "audio")).id
    assert (await desk.edit("DELETE", f"/products/{id}", 1)).status_code == 200
    assert (await desk.client.get("/api/products/aura")).status_code == 404
    assert (await desk.sheet(id)).json()["status"] == "retired"
    assert len(await stage.published(ProductRetired)) == 1
