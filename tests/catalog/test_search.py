"""Finding products by words, filters and facets."""

import pytest

from modules.catalog.domain.attributes import BooleanAttribute, ChoiceAttribute, NumberAttribute
from souk.testing.trips import trips_of


@pytest.fixture(autouse=True)
async def shop(goods):
    await goods.category("Electronics")
    await goods.category("Headphones", parent="electronics")
    await goods.category("Garden")
    await goods.product(
        "Aura Wireless Headphones",
        "headphones",
        goods.variant(euros=100, sku="AUR-3-BLK", colour="Black"),
        description="Quiet on the train.",
        attributes=(
            ChoiceAttribute(name="brand", value="Lumara"),
            BooleanAttribute(name="wireless", value=True),
            NumberAttribute(name="hours", value=45),
        ),
    )
    await goods.product(
        "Café Crème Machine",
        "electronics",
        goods.variant(euros=300),
        attributes=(ChoiceAttribute(name="brand", value="Norvik"),),
    )
    await goods.product("Garden Rake", "garden", goods.variant(euros=20), description="No headphones needed.")


async def names(stage, query):
    async with stage.client() as client:
        answer = await client.get(f"/api/products?{query}")
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


@pytest.mark.parametrize(
    "typed",
    [
        "headphone",
        "wireless+headphones",
        "headphones+wireless",
        "haedphones",
        "hedphones+wireles",
        "AUR-3-BLK",
        "aur-3-blk",
        "lumara",
        '"wireless+headphones"',
        "black+headphones",
    ],
)
async def test_finds_it_however_it_is_typed(stage, typed):
    assert (await names(stage, f"q={typed}"))[0] == "Aura Wireless Headphones"


@pytest.mark.parametrize("typed", ["cafe", "café", "CREME", "creme+machines"])
async def test_minds_neither_accents_nor_capitals(stage, typed):
    assert await names(stage, f"q={typed}") == ["Café Crème Machine"]


async def test_the_name_weighs_more_than_what_is_said_about_it(stage):
    assert await names(stage, "q=headphones") == ["Aura Wireless Headphones", "Garden Rake"]


async def test_a_phrase_is_found_word_behind_word(stage):
    assert await names(stage, 'q="headphones+wireless"') == []


@pytest.mark.parametrize(
    "typed", ["%25", "_", "'", "''", "%26+|+!", ":*", "(", "\\", "xyzzyx", "a%27)%20OR%201"]
)
@pytest.mark.security(32)
async def test_odd_characters_are_just_characters(stage, typed):
    assert await names(stage, f"q={typed}") == []


async def test_an_empty_search_is_no_search(stage):
    assert len(await names(stage, "q=")) == 3
    assert len(await names(stage, "q=+")) == 3


async def test_filters_by_price_and_attributes_together(stage):
    assert await names(stage, "minPrice=50&maxPrice=100.00") == ["Aura Wireless Headphones"]
    assert await names(stage, "attributes.brand=Norvik") == ["Café Crème Machine"]
    assert await names(stage, "attributes.wireless=true&attributes.hours=45&category=electronics") == [
        "Aura Wireless Headphones"
    ]
    assert await names(stage, "attributes.brand=Norvik&maxPrice=299.99") == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("minPrice=-1", "?minPrice"),
        ("maxPrice=NaN", "?maxPrice"),
        ("q=" + "x" * 201, "?q"),
        ("attributes.=1", ""),
        ("attributes=1", "?attributes"),
        ("attributes.brand=a&attributes.brand=b", "?attributes"),
        ("attributes.brand=" + "x" * 121, "?attributes"),
    ],
)
async def test_refuses_filters_of_another_form(stage, query, pointer):
    async with stage.client() as client:
        answer = await client.get(f"/api/products?{query}")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_counts_for_each_filter_what_it_would_leave(stage):
    async with stage.client() as client:
        answer = await client.get("/api/products?category=electronics&facets=true&pageSize=1")
    assert answer.json()["facets"] == {
        "categories": [{"value": "electronics", "count": 2}, {"value": "headphones", "count": 1}],
        "attributes": {
            "brand": [{"value": "Lumara", "count": 1}, {"value": "Norvik", "count": 1}],
            "hours": [{"value": "45", "count": 1}],
            "wireless": [{"value": "true", "count": 1}],
        },
        "inStock": 2,
        "soldOut": 0,
    }


async def test_a_search_takes_a_constant_number_of_statements(stage):
    async with stage.client() as client:
        with trips_of("catalog") as sent:
            answer = await client.get("/api/products?q=hedphones&facets=true&category=electronics")
    assert answer.json()["totalCount"] == 1
    assert len(sent) == 4
