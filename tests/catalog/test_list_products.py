"""Leafing through what is on sale."""

import pytest

from modules.catalog.domain.media import Picture
from modules.catalog.domain.new_product import NewVariant
from souk.kernel import Money
from souk.testing import Stage
from souk.testing.trips import trips_of


@pytest.fixture(autouse=True)
async def tree(goods):
    await goods.category("Electronics")
    await goods.category("Audio", parent="electronics")
    await goods.category("Headphones", parent="audio")
    await goods.category("Garden")


async def names(stage: Stage, query: str = "") -> list[str]:
    async with stage.client() as client:
        answer = await client.get(f"/api/products?{query}")
    assert answer.status_code == 200, answer.text
    return [item["name"] for item in answer.json()["items"]]


async def test_shows_a_card_with_the_lowest_price_of_its_variants(stage: Stage, goods):
    picture = Picture(address="/pictures/aura.svg", alt="Aura")
    offered = (goods.variant(650, 0, colour="red"), goods.variant(600, 3, colour="black"))
    added = await goods.product(
        "Aura", "headphones", *offered, description="Over-ear headphones.", media=(picture,)
    )
    async with stage.client() as client:
        answer = await client.get("/api/products")
    assert answer.json() == {
        "items": [
            {
                "id": str(added.id),
                "slug": "aura",
                "name": "Aura",
                "price": 600.00,
                "currency": "EUR",
                "description": "Over-ear headphones.",
                "category": "headphones",
                "imageUrl": "/pictures/aura.svg",
                "inStock": True,
                "rating": None,
                "variantCount": 2,
            }
        ],
        "totalCount": 1,
        "page": 1,
        "pageSize": 20,
    }


@pytest.mark.parametrize(
    ("minor", "currency", "written"),
    [
        (59999, "EUR", b'"price":599.99,'),
        (60000, "EUR", b'"price":600.00,'),
        (5, "USD", b'"price":0.05,'),
        (1200, "JPY", b'"price":1200,'),
        (1500, "KWD", b'"price":1.500,'),
        (2**63 - 1, "EUR", b'"price":92233720368547758.07,'),
    ],
)
async def test_writes_a_price_with_exactly_the_decimals_of_its_currency(
    stage: Stage, goods, minor, currency, written
):
    price = Money(minor=minor, currency=currency)
    await goods.product("Aura", "audio", NewVariant(sku="A", price=price))
    async with stage.client() as client:
        answer = await client.get("/api/products")
    assert written in answer.content


async def test_a_category_takes_in_everything_below_it(stage: Stage, goods):
    await goods.product("Aura", "headphones")
    await goods.product("Speaker", "audio")
    await goods.product("Rake", "garden")
    assert await names(stage, "category=electronics") == ["Speaker", "Aura"]
    assert await names(stage, "category=headphones") == ["Aura"]
    assert await names(stage) == ["Rake", "Speaker", "Aura"]


@pytest.mark.parametrize("category", ["no-such", "electron", "electronics%25", "electronics'", ""])
async def test_an_unknown_category_holds_nothing(stage: Stage, goods, category):
    await goods.product("Aura", "headphones")
    assert await names(stage, f"category={category}") == []


async def test_finds_what_is_in_stock_and_what_is_sold_out(stage: Stage, goods):
    await goods.product("Some", "audio", goods.variant(on_hand=0, c="a"), goods.variant(on_hand=1, c="b"))
    await goods.product("None", "audio", goods.variant(on_hand=0))
    await goods.product("Promised", "audio", goods.variant(on_hand=5, sku="P"))
    await stage.rows(
        "UPDATE catalog.stock SET reserved = 5 WHERE variant_id ="
        " (SELECT id FROM catalog.variant WHERE sku = 'P') RETURNING 1"
    )
    await goods.recompile()
    assert await names(stage, "inStock=true") == ["Some"]
    assert await names(stage, "inStock=false") == ["Promised", "None"]


@pytest.mark.parametrize(
    ("sort", "expected"),
    [
        ("newest", ["banana", "Cherry", "Apple", "apricot"]),
        ("name", ["Apple", "apricot", "banana", "Cherry"]),
        ("-name", ["Cherry", "banana", "apricot", "Apple"]),
        ("price", ["Cherry", "banana", "Apple", "apricot"]),
        ("-price", ["apricot", "Apple", "banana", "Cherry"]),
    ],
)
async def test_comes_in_the_order_asked_for(stage: Stage, goods, sort, expected):
    for name, euros in (("apricot", 30), ("Apple", 20), ("Cherry", 1), ("banana", 10)):
        dear = goods.variant(100, kind="dear")
        await goods.product(name, "garden", dear, goods.variant(euros, kind="cheap"))
    assert await names(stage, f"sort={sort}") == expected


async def test_what_costs_the_same_comes_newest_first_across_all_pages(stage: Stage, goods):
    for number in range(7):
        await goods.product(f"Same price {number}", "garden")
    pages = [await names(stage, f"sort=price&pageSize=3&page={page}") for page in (1, 2, 3)]
    assert pages == [[f"Same price {n}" for n in numbers] for numbers in ((6, 5, 4), (3, 2, 1), (0,))]


async def test_a_page_behind_the_last_is_empty_and_still_counts(stage: Stage, goods):
    await goods.product("Aura", "audio")
    async with stage.client() as client:
        answer = await client.get("/api/products?page=1000000&pageSize=100")
    assert answer.json() == {"items": [], "totalCount": 1, "page": 1000000, "pageSize": 100}


async def test_counts_what_the_filters_leave(stage: Stage, goods):
    await goods.product("Aura", "headphones")
    await goods.product("Rake", "garden")
    async with stage.client() as client:
        answer = await client.get("/api/products?category=electronics&pageSize=1")
    assert answer.json()["totalCount"] == 1


async def test_shows_neither_drafts_nor_retired_products(stage: Stage, goods):
    await goods.product("Draft", "audio", draft=True)
    await goods.product("Retired", "audio")
    await stage.rows("UPDATE catalog.product SET status = 'retired' WHERE slug = 'retired' RETURNING 1")
    await goods.recompile()
    assert await names(stage) == []


@pytest.mark.parametrize(
    ("query", "pointer"),
    [
        ("page=0", "?page"),
        ("page=1000001", "?page"),
        ("page=100000000000000000000000000000", "?page"),
        ("page=1e3", "?page"),
        ("page=1_0", "?page"),
        ("pageSize=0", "?pageSize"),
        ("pageSize=101", "?pageSize"),
        ("sort=id;drop", "?sort"),
        ("inStock=yes", "?inStock"),
        ("page=1&page=2", "?page"),
        ("category=" + "x" * 201, "?category"),
        ("owner=1", ""),
    ],
)
async def test_refuses_parameters_that_it_does_not_know(stage: Stage, query, pointer):
    async with stage.client() as client:
        answer = await client.get(f"/api/products?{query}")
    assert answer.status_code == 400
    assert [error["pointer"] for error in answer.json()["errors"]] == [pointer]


async def test_takes_one_statement_however_long_the_page(stage: Stage, goods):
    counts = []
    for number in range(30):
        offered = (goods.variant(c="a"), goods.variant(c="b"))
        await goods.product(f"Product {number}", "audio", *offered)
    async with stage.client() as client:
        for size in (1, 30):
            with trips_of("catalog") as sent:
                query = f"category=electronics&inStock=true&sort=price&pageSize={size}"
                answer = await client.get(f"/api/products?{query}")
            assert len(answer.json()["items"]) == size
            counts.append(len(sent))
    assert counts == [1, 1]


async def test_may_be_kept_for_a_moment_and_asked_about_by_its_tag(stage: Stage, goods):
    await goods.product("Aura", "audio")
    async with stage.client() as client:
        first = await client.get("/api/products")
        same = await client.get("/api/products", headers={"if-none-match": first.headers["etag"]})
        await goods.product("Aura 2", "audio")
        changed = await client.get("/api/products", headers={"if-none-match": first.headers["etag"]})
    assert first.headers["cache-control"] == "public, max-age=1"
    assert (same.status_code, same.content) == (304, b"")
    assert changed.status_code == 200
