"""Bringing a whole assortment."""

import asyncio

import msgspec
import pytest

from modules.catalog.contracts.events import ProductPublished
from modules.catalog.contracts.shelves import (
    OfferedAttribute,
    OfferedCategory,
    OfferedPicture,
    OfferedProduct,
    OfferedVariant,
    ShelvesStocked,
    StockShelves,
)
from modules.catalog.domain.category import UnknownCategory
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.variant import SkuTaken
from souk.kernel import Money
from souk.messages import SYSTEM, LacksCapability, StaffActed
from souk.testing import Stage, customer, staff
from souk.testing.trips import trips_of

EDITOR = staff("catalog:edit")
TREE = (
    OfferedCategory(slug="electronics", name="Electronics"),
    OfferedCategory(slug="audio", name="Audio", parent="electronics"),
)


def product(slug: str, category: str = "audio", **changes) -> OfferedProduct:
    said = {
        "slug": slug,
        "name": slug.title(),
        "category": category,
        "variants": (OfferedVariant(sku=slug.upper(), price=Money(minor=59999, currency="EUR"), on_hand=4),),
    }
    return OfferedProduct(**(said | changes))


def shelves(*products: OfferedProduct, tree: tuple[OfferedCategory, ...] = TREE) -> StockShelves:
    return StockShelves(categories=tree, products=products)


async def test_adds_categories_and_products_and_says_how_many(stage: Stage):
    stocked = await stage.do(shelves(product("aura"), product("brio", "electronics")), SYSTEM)
    assert stocked == ShelvesStocked(categories=2, products=2)
    async with stage.client() as client:
        await stage.settle()
        found = (await client.get("/api/products?category=electronics")).json()
        tree = (await client.get("/api/categories")).json()
    assert sorted((item["slug"], item["price"]) for item in found["items"]) == [
        ("aura", 599.99),
        ("brio", 599.99),
    ]
    assert [child["slug"] for child in tree["items"][0]["children"]] == ["audio"]
    assert len(await stage.published(ProductPublished)) == 2


async def test_keeps_everything_that_was_said_about_a_product(stage: Stage):
    attributes = (
        OfferedAttribute(name="brand", kind="choice", value="Lumara"),
        OfferedAttribute(name="batteryHours", kind="number", value=4.5),
        OfferedAttribute(name="wireless", kind="boolean", value=True),
    )
    media = (OfferedPicture(address="/aura.svg", alt="Aura"),)
    await stage.do(shelves(product("aura", attributes=attributes, media=media, description="Loud.")), SYSTEM)
    async with stage.client() as client:
        await stage.settle()
        shown = (await client.get("/api/products/aura")).json()
    assert shown["attributes"] == [msgspec.to_builtins(attribute) for attribute in attributes]
    assert shown["media"] == [{"url": "/aura.svg", "alt": "Aura"}]
    assert shown["description"] == "Loud."
    rows = await stage.rows(
        "SELECT s.on_hand, m.on_hand_change"
        " FROM catalog.stock s JOIN catalog.stock_movement m USING (variant_id)"
    )
    assert [tuple(row.values()) for row in rows] == [(4, 4)]


async def test_leaves_alone_what_is_there(stage: Stage):
    await stage.do(shelves(product("aura")), SYSTEM)
    await stage.rows("UPDATE catalog.product SET status = 'retired', name = 'Edited' RETURNING 1")
    again = await stage.do(shelves(product("aura"), product("brio")), SYSTEM)
    assert again == ShelvesStocked(categories=0, products=1)
    rows = await stage.rows("SELECT name, status FROM catalog.product WHERE slug = 'aura'")
    assert tuple(rows[0].values()) == ("Edited", "retired")
    assert len(await stage.published(ProductPublished)) == 2


async def test_continues_a_tree_that_is_there(stage: Stage, goods):
    top = await goods.category("Electronics")
    stocked = await stage.do(shelves(product("aura")), SYSTEM)
    assert stocked.categories == 1
    rows = await stage.rows("SELECT path[1] AS top FROM catalog.category WHERE slug = 'audio'")
    assert rows[0]["top"] == top.id


@pytest.mark.parametrize(
    ("command", "refusal"),
    [
        (shelves(product("brio"), product("aura")), SkuTaken),
        (shelves(product("brio"), product("brio")), SlugTaken),
        (shelves(product("brio"), product("cleo", "no-such")), UnknownCategory),
        (shelves(tree=(*TREE, OfferedCategory(slug="x", name="X", parent="no-such"))), UnknownCategory),
    ],
)
async def test_adds_all_or_nothing(stage: Stage, goods, command, refusal):
    await goods.category("Garden")
    await goods.product("Rake", "garden", goods.variant(sku="AURA"))
    await stage.scenario.do(command, EDITOR).then_refused(refusal)
    assert len(await stage.rows("SELECT 1 FROM catalog.product")) == 1
    assert len(await stage.rows("SELECT 1 FROM catalog.category")) == 1


async def test_what_has_no_proper_form_is_the_callers_mistake(stage: Stage):
    with pytest.raises(msgspec.ValidationError):
        await stage.do(shelves(product("not a slug")), SYSTEM)
    assert await stage.rows("SELECT 1 FROM catalog.category") == []


async def test_takes_the_same_number_of_statements_however_many(stage: Stage):
    await stage.do(shelves(), SYSTEM)
    counts = []
    for number in (1, 40):
        with trips_of("catalog") as sent:
            await stage.do(shelves(*(product(f"p-{number}-{n}") for n in range(number))), SYSTEM)
        counts.append(len(sent))
    assert counts[0] == counts[1]


async def test_of_two_at_once_every_product_is_added_once(stage: Stage):
    await stage.do(shelves(), SYSTEM)
    commands = [shelves(product("aura"), product("brio")) for _ in range(4)]
    outcomes = await asyncio.gather(*(stage.do(c, SYSTEM) for c in commands), return_exceptions=True)
    added = [outcome.products for outcome in outcomes if isinstance(outcome, ShelvesStocked)]
    assert sum(added) == 2
    assert all(isinstance(outcome, ShelvesStocked | SlugTaken) for outcome in outcomes)
    assert len(await stage.rows("SELECT 1 FROM catalog.product")) == 2


async def test_says_that_staff_did_it_and_puts_nobody_down_for_the_system(stage: Stage):
    await stage.do(shelves(product("aura")), SYSTEM)
    assert await stage.published(StaffActed) == []
    await stage.do(shelves(product("brio"), product("cleo")), EDITOR)
    acted = (await stage.published(StaffActed))[0]
    assert (acted.actor_id, acted.action, acted.subject) == (EDITOR.id, "stock_shelves", "2 products")


async def test_is_for_who_may_edit_the_catalogue(stage: Stage):
    await stage.scenario.do(shelves(product("aura")), customer()).then_refused(LacksCapability)
