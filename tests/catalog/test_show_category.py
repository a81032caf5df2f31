"""One category."""

from souk.testing.trips import trips_of


async def test_shows_the_way_to_it_and_what_is_below(goods, stage):
    await goods.category("Electronics")
    audio = await goods.category("Audio", "electronics")
    for name in ("Speakers", "Headphones"):
        await goods.category(name, "audio")
    async with stage.client() as client:
        with trips_of("catalog") as sent:
            answer = await client.get("/api/categories/audio")
    assert answer.json() == {
        "id": str(audio.id),
        "slug": "audio",
        "name": "Audio",
        "breadcrumbs": [
            {"slug": "electronics", "name": "Electronics"},
            {"slug": "audio", "name": "Audio"},
        ],
        "children": [
            {"slug": "headphones", "name": "Headphones"},
            {"slug": "speakers", "name": "Speakers"},
        ],
    }
    assert len(sent) == 2


async def test_an_unknown_one_is_not_there(stage):
    async with stage.client() as client:
        assert (await client.get("/api/categories/nothing")).status_code == 404
