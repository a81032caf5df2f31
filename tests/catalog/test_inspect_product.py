"""A product as staff see it."""

from souk.kernel import new_id
from souk.testing.trips import trips_of


async def test_shows_stock_and_version_in_two_statements(goods, desk):
    await goods.category("Audio")
    aura = await goods.product("Aura", "audio", goods.variant(on_hand=4, sku="A"))
    with trips_of("catalog") as sent:
        sheet = (await desk.sheet(aura.id)).json()
    assert len(sent) == 2
    assert (sheet["category"], sheet["status"], sheet["version"]) == ("audio", "active", 1)
    assert [(v["sku"], v["onHand"], v["reserved"]) for v in sheet["variants"]] == [("A", 4, 0)]


async def test_what_was_never_there_is_not_there(desk):
    assert (await desk.sheet(new_id())).status_code == 404
