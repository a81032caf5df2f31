"""Looking at the tree of categories."""

from souk.testing import Stage
from souk.testing.trips import trips_of


async def test_shows_the_tree_each_level_by_name(stage: Stage, goods):
    await goods.category("garden")
    await goods.category("Electronics")
    await goods.category("Phones", parent="electronics")
    await goods.category("Audio", parent="electronics")
    headphones = await goods.category("Headphones", parent="audio")
    async with stage.client() as client:
        tree = (await client.get("/api/categories")).json()["items"]
    assert [(top["slug"], len(top["children"])) for top in tree] == [("electronics", 2), ("garden", 0)]
    assert [child["name"] for child in tree[0]["children"]] == ["Audio", "Phones"]
    assert tree[0]["children"][0]["children"] == [
        {"id": str(headphones.id), "slug": "headphones", "name": "Headphones", "children": []}
    ]


async def test_is_empty_in_an_empty_shop(stage: Stage):
    async with stage.client() as client:
        assert (await client.get("/api/categories")).json() == {"items": []}


async def test_takes_one_statement_however_big_the_tree(stage: Stage, goods):
    for number in range(12):
        await goods.category(f"Top {number}")
        await goods.category(f"Below {number}", parent=f"top-{number}")
    async with stage.client() as client:
        with trips_of("catalog") as sent:
            await client.get("/api/categories")
    assert len(sent) == 1


async def test_may_be_kept_for_a_moment_and_asked_about_by_its_tag(stage: Stage, goods):
    await goods.category("Garden")
    async with stage.client() as client:
        first = await client.get("/api/categories")
        same = await client.get("/api/categories", headers={"if-none-match": first.headers["etag"]})
        await goods.category("Kitchen")
        changed = await client.get("/api/categories", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["cache-control"] == "public, max-age=1"
    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
