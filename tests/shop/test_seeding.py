"""Filling the shop with the demo's goods."""

import pytest

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.add_product.handler import AddProduct
from modules.catalog.domain.new_product import NewProduct, NewVariant
from modules.catalog.list_products.handler import ListProducts
from shop.demo.catalogue import demo_catalogue
from shop.seeding import SeedReport, seed
from souk.kernel import Money
from souk.messages import SYSTEM, StaffActed
from souk.testing import Stage

FIRST = next(demo_catalogue(1).products)


async def fill(stage: Stage, products: int, told: list[str] | None = None) -> SeedReport:
    return await seed(stage.runtime, products, (told if told is not None else []).append)


async def products(stage: Stage) -> list[str]:
    return [row["slug"] for row in await stage.rows("SELECT slug FROM catalog.product ORDER BY id DESC")]


async def test_the_promised_item_at_599_99_is_found_in_electronics(stage: Stage):
    await fill(stage, 120)
    async with stage.client() as client:
        answer = await client.get("/api/products?page=1&pageSize=10&category=electronics")
    assert b'"price":599.99' in answer.content
    first = answer.json()["items"][0]
    assert (first["slug"], first["currency"], first["inStock"]) == (FIRST.slug, "EUR", True)
    assert (answer.json()["page"], answer.json()["pageSize"]) == (1, 10)


async def test_adds_every_product_with_all_its_variants_and_their_stock(stage: Stage):
    report = await fill(stage, 60)
    demo = demo_catalogue(60)
    goods = list(demo.products)
    assert report == SeedReport(categories=len(demo.categories), products=60)
    assert sorted(await products(stage)) == sorted(product.slug for product in goods)
    rows = await stage.rows(
        "SELECT v.sku, v.price_minor, s.on_hand, m.on_hand_change FROM catalog.variant v"
        " JOIN catalog.stock s ON s.variant_id = v.id JOIN catalog.stock_movement m ON m.variant_id = v.id"
    )
    assert {tuple(row.values()) for row in rows} == {
        (variant.sku, variant.price_minor, variant.on_hand, variant.on_hand)
        for product in goods
        for variant in product.variants
    }


async def test_adds_nothing_the_second_time(stage: Stage):
    await fill(stage, 30)
    events = await stage.rows("SELECT 1 FROM souk.event")
    assert await fill(stage, 30) == SeedReport()
    assert await fill(stage, 10) == SeedReport()
    assert len(await stage.rows("SELECT 1 FROM souk.event")) == len(events)


async def test_continues_where_it_was_interrupted(stage: Stage):
    class Interrupted(Exception):
        pass

    def interrupt(line: str) -> None:
        if "200 of" in line:
            raise Interrupted

    with pytest.raises(Interrupted):
        await seed(stage.runtime, 250, interrupt)
    there = await products(stage)
    assert 200 <= len(there) < 250
    report = await fill(stage, 250)
    assert report == SeedReport(categories=0, products=250 - len(there))
    assert (await products(stage))[0] == FIRST.slug
    assert len(await products(stage)) == 250


async def test_grows_a_smaller_shop(stage: Stage):
    await fill(stage, 10)
    assert (await fill(stage, 40)).products == 30
    assert len(await products(stage)) == 40


async def test_leaves_retired_products_retired(stage: Stage):
    await fill(stage, 40)
    await stage.rows(
        "UPDATE catalog.product SET status = 'retired' WHERE slug = :s RETURNING 1", s=FIRST.slug
    )
    assert (await fill(stage, 45)).products == 5
    assert (await stage.ask(ListProducts())).total == 44


async def test_leaves_a_shop_of_somebodys_own_alone(stage: Stage):
    await stage.do(AddCategory(name="Tea"), SYSTEM)
    variant = NewVariant(sku="TEA", price=Money(minor=500, currency="EUR"))
    tea = NewProduct(name="Green tea", category="tea", variants=(variant,))
    await stage.do(AddProduct(product=tea), SYSTEM)
    told: list[str] = []
    assert await fill(stage, 20, told) == SeedReport()
    assert await products(stage) == ["green-tea"]
    assert "products of its own" in told[0]


async def test_fills_nothing_into_a_shop_that_shall_be_empty(stage: Stage):
    assert await fill(stage, 0) == SeedReport()
    assert await stage.rows("SELECT 1 FROM catalog.category") == []


async def test_tells_how_far_it_is(stage: Stage):
    told: list[str] = []
    await fill(stage, 210, told)
    assert told == ["Filling the demo shop: 210 of 210 products are missing.", "  200 of 210"]


async def test_is_nobodys_act(stage: Stage):
    await fill(stage, 5)
    assert await stage.published(StaffActed) == []
