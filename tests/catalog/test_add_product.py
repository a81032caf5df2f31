"""Adding a product."""

import asyncio

import pytest
from sqlalchemy.exc import IntegrityError

from modules.catalog.add_product.handler import AddProduct
from modules.catalog.contracts.events import ProductPublished
from modules.catalog.domain.category import UnknownCategory
from modules.catalog.domain.new_product import NewProduct
from modules.catalog.domain.product import MixedCurrencies, NothingToSell, SameOptionsTwice
from modules.catalog.domain.slugs import SlugTaken
from modules.catalog.domain.variant import SkuTaken
from souk.messages import SYSTEM, LacksCapability, StaffActed
from souk.testing import Stage, customer, staff
from souk.testing.trips import trips_of
from tests.catalog.an_offer import BODY, EDITOR


def adding(**said) -> AddProduct:
    return AddProduct(product=NewProduct(**said))


@pytest.fixture(autouse=True)
async def audio(goods):
    return await goods.category("Audio")


async def test_answers_201_with_the_ids_that_the_product_got(stage: Stage):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/products", json=BODY)
        await stage.settle()
        shown = await client.get(f"/api/products/{answer.json()['id']}")
    assert answer.status_code == 201
    assert answer.json().keys() == {"id", "slug", "status", "variants"}
    assert (answer.json()["slug"], answer.json()["status"]) == ("lumara-aura-3", "active")
    ids = [(variant["id"], variant["sku"]) for variant in shown.json()["variants"]]
    assert ids == [(variant["id"], variant["sku"]) for variant in answer.json()["variants"]]


async def test_keeps_everything_that_was_said_about_it(stage: Stage):
    async with stage.client(EDITOR) as client:
        await client.post("/api/admin/products", json=BODY)
        await stage.settle()
        shown = (await client.get("/api/products/lumara-aura-3")).json()
    assert shown["attributes"] == BODY["attributes"]
    assert shown["media"] == BODY["media"]
    assert shown["description"] == BODY["description"]
    rows = await stage.rows("SELECT sku, price_minor, weight_grams FROM catalog.variant ORDER BY position")
    assert [tuple(row.values()) for row in rows] == [("AURA-BLK", 59999, 264), ("AURA-RED", 64900, 0)]


async def test_counts_the_first_stock_in_the_ledger(stage: Stage):
    async with stage.client(EDITOR) as client:
        await client.post("/api/admin/products", json=BODY)
    rows = await stage.rows(
        "SELECT s.on_hand, s.reserved, s.low_threshold, m.kind, m.on_hand_change, m.reserved_change,"
        " m.actor_id FROM catalog.stock s JOIN catalog.stock_movement m USING (variant_id)"
        " JOIN catalog.variant v ON v.id = s.variant_id ORDER BY v.position"
    )
    assert [tuple(row.values()) for row in rows] == [
        (12, 0, 3, "initial", 12, 0, EDITOR.id),
        (0, 0, 0, "initial", 0, 0, EDITOR.id),
    ]


@pytest.mark.parametrize("change", ["reserved = 6", "on_hand = -1", "reserved = -1"])
async def test_the_database_itself_never_oversells(stage: Stage, goods, change):
    await goods.product("Aura", "audio", goods.variant(on_hand=5))
    with pytest.raises(IntegrityError):
        await stage.rows(f"UPDATE catalog.stock SET {change} RETURNING 1")  # noqa: S608 - our own words


async def test_says_that_it_is_on_sale_and_that_staff_did_it(stage: Stage, goods):
    command = adding(name="Aura", category="audio", variants=(goods.variant(),))
    added = await stage.do(command, EDITOR)
    assert await stage.published(ProductPublished) == [ProductPublished(product_id=added.id)]
    acted = (await stage.published(StaffActed))[0]
    assert (acted.actor_id, acted.action) == (EDITOR.id, "add_product")
    assert acted.subject == f"product/{added.id}"


async def test_puts_nobody_down_for_what_the_system_does_itself(stage: Stage, goods):
    await goods.product("Aura", "audio")
    assert await stage.published(StaffActed) == []
    assert len(await stage.published(ProductPublished)) == 1


async def test_keeps_a_draft_to_itself(stage: Stage):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/products", json=BODY | {"status": "draft", "variants": []})
        shown = await client.get("/api/products/lumara-aura-3")
    assert (answer.status_code, answer.json()["status"]) == (201, "draft")
    assert shown.status_code == 404
    assert await stage.published(ProductPublished) == []


async def test_refuses_a_taken_slug_and_stores_nothing(stage: Stage, goods):
    await goods.product("Aura", "audio")
    again = adding(name="Aura", category="audio", variants=(goods.variant(),))
    await stage.scenario.do(again, EDITOR).then_refused(SlugTaken)
    for table in ("product", "variant", "stock", "stock_movement"):
        assert len(await stage.rows(f"SELECT 1 FROM catalog.{table}")) == 1  # noqa: S608 - our own words


async def test_refuses_a_taken_sku(stage: Stage, goods):
    await goods.product("Aura", "audio", goods.variant(sku="AURA"))
    other = adding(name="Aura 2", category="audio", variants=(goods.variant(sku="AURA"),))
    await stage.scenario.do(other, EDITOR).then_refused(SkuTaken)


async def test_refuses_the_same_sku_twice_in_one_product(stage: Stage, goods):
    twins = (goods.variant(sku="AURA", colour="red"), goods.variant(sku="AURA", colour="blue"))
    command = adding(name="Aura", category="audio", variants=twins)
    await stage.scenario.do(command, EDITOR).then_refused(SkuTaken)


async def test_of_several_at_once_with_one_sku_only_one_wins(stage: Stage, goods):
    commands = [
        adding(name=f"Aura {n}", category="audio", variants=(goods.variant(sku="AURA"),)) for n in range(8)
    ]
    outcomes = await asyncio.gather(*(stage.do(c, EDITOR) for c in commands), return_exceptions=True)
    assert sum(isinstance(outcome, SkuTaken) for outcome in outcomes) == 7
    assert len(await stage.rows("SELECT 1 FROM catalog.product")) == 1


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"category": "no-such"}, UnknownCategory),
        ({"variants": []}, NothingToSell),
        (
            {"variants": [{**BODY["variants"][0], "currency": "USD"}, BODY["variants"][1]]},
            MixedCurrencies,
        ),
        ({"variants": [BODY["variants"][0], {**BODY["variants"][0], "sku": "X"}]}, SameOptionsTwice),
    ],
)
async def test_answers_409_with_the_reason(stage: Stage, changes, refusal):
    async with stage.client(EDITOR) as client:
        answer = await client.post("/api/admin/products", json=BODY | changes)
    assert (answer.status_code, answer.json()["code"]) == (409, refusal.code)


async def test_is_for_who_may_edit_the_catalogue(stage: Stage):
    for actor, status in ((None, 401), (customer(), 403), (staff("orders:refund"), 403), (EDITOR, 201)):
        async with stage.client(actor) as client:
            answer = await client.post("/api/admin/products", json=BODY)
        assert answer.status_code == status


async def test_checks_the_capability_itself_whoever_carries_the_command(stage: Stage):
    command = adding(name="Aura", category="audio", draft=True)
    await stage.scenario.do(command, customer()).then_refused(LacksCapability)
    await stage.do(command, SYSTEM)


async def test_takes_the_same_number_of_statements_for_any_number_of_variants(stage: Stage, goods):
    counts = []
    for number in (1, 40):
        offered = tuple(goods.variant(size=str(n)) for n in range(number))
        with trips_of("catalog") as sent:
            await stage.do(adding(name=f"Aura {number}", category="audio", variants=offered), SYSTEM)
        counts.append(len(sent))
    assert counts[0] == counts[1]
