"""Completing what somebody types."""

import pytest


@pytest.fixture(autouse=True)
async def shop(goods):
    await goods.category("Audio")
    for name in ("Aura Headphones", "Aurora Lamp", "Headband"):
        await goods.product(name, "audio")


async def suggested(stage, typed):
    async with stage.client() as client:
        answer = await client.get(f"/api/products/suggest?q={typed}")
    assert answer.status_code == 200, answer.text
    return {item["name"] for item in answer.json()["items"]}


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("a", {"Aura Headphones", "Aurora Lamp", "Headband"}),
        ("aur", {"Aura Headphones", "Aurora Lamp"}),
        ("headph", {"Aura Headphones"}),
        ("headphones", {"Aura Headphones"}),
        ("aura+hea", {"Aura Headphones"}),
        ("headphonse", {"Aura Headphones"}),
        ("%25", set()),
        ("zzz", set()),
    ],
)
async def test_shows_what_goes_on_like_this(stage, typed, expected):
    assert await suggested(stage, typed) == expected


async def test_what_is_called_suggest_has_another_address(goods):
    added = await goods.product("Suggest", "audio", slug="suggest-2")
    assert added.slug == "suggest-2"
