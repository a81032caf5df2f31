"""Renaming and moving categories."""

import asyncio

import pytest


@pytest.fixture
async def tree(goods):
    """Electronics with audio and headphones in it, and a garden."""
    return {
        name.lower(): (await goods.category(name, parent)).id
        for name, parent in (
            ("Electronics", None),
            ("Audio", "electronics"),
            ("Headphones", "audio"),
            ("Garden", None),
        )
    }


async def test_a_new_name_is_in_the_breadcrumbs_at_once(goods, tree, desk):
    await goods.product("Aura", "headphones")
    answer = await desk.edit("PATCH", f"/categories/{tree['electronics']}", 1, name="Electrics")
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v2"')
    page = (await desk.client.get("/api/products/aura")).json()
    assert page["breadcrumbs"][0] == {"slug": "electronics", "name": "Electrics"}


async def test_takes_everything_below_it_along(goods, tree, desk):
    await goods.product("Aura", "headphones")
    await desk.edit("PATCH", f"/categories/{tree['audio']}", 1, parent="garden")
    page = (await desk.client.get("/api/products/aura")).json()
    assert [crumb["slug"] for crumb in page["breadcrumbs"]] == ["garden", "audio", "headphones"]
    assert (await desk.client.get("/api/products?category=garden")).json()["totalCount"] == 1
    assert (await desk.client.get("/api/products?category=electronics")).json()["totalCount"] == 0


async def test_moves_to_the_top(stage, tree, desk):
    await desk.edit("PATCH", f"/categories/{tree['audio']}", 1, parent=None, name="Sound")
    rows = await stage.rows("SELECT slug, cardinality(path) AS depth FROM catalog.category ORDER BY slug")
    assert {row["slug"]: row["depth"] for row in rows} == {
        "audio": 1,
        "electronics": 1,
        "garden": 1,
        "headphones": 2,
    }


@pytest.mark.parametrize("parent", ["audio", "headphones"])
async def test_does_not_move_below_itself(tree, desk, parent):
    answer = await desk.edit("PATCH", f"/categories/{tree['audio']}", 1, parent=parent)
    assert (answer.status_code, answer.json()["code"]) == (409, "moved_below_itself")


async def test_two_moves_at_once_never_close_a_circle(stage, tree, desk):
    moves = [
        desk.edit("PATCH", f"/categories/{tree['electronics']}", 1, parent="garden"),
        desk.edit("PATCH", f"/categories/{tree['garden']}", 1, parent="electronics"),
    ]
    answers = await asyncio.gather(*moves)
    assert sorted(answer.status_code for answer in answers) == [200, 409]
    assert await stage.rows("SELECT 1 FROM catalog.category WHERE path[1] = id AND parent_id IS NULL")


async def test_the_tree_stays_shallow(goods, tree, desk):
    parent = "garden"
    for depth in range(2, 9):
        parent = (await goods.category(f"Level {depth}", parent)).slug
    answer = await desk.edit("PATCH", f"/categories/{tree['audio']}", 1, parent=parent)
    assert (answer.status_code, answer.json()["code"]) == (409, "tree_too_deep")


async def test_refuses_who_has_not_seen_the_newest(tree, desk):
    assert (await desk.edit("PATCH", f"/categories/{tree['audio']}", 7, name="X")).status_code == 412
