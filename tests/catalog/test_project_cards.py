"""The storefront follows what has changed."""

import asyncio
from typing import Any

from modules.catalog.contracts.events import CategoryChanged, ProductChanged, ProductRetired
from modules.catalog.tables.card_compiler import compile_cards
from souk.database.committing import committing
from souk.messages import Context


async def card(stage, slug="aura") -> dict[str, Any]:
    """Return what a visitor sees of the product: nothing while it is not shown."""
    async with stage.client() as client:
        answer = await client.get(f"/api/products/{slug}")
    return answer.json() if answer.status_code == 200 else {}


async def test_a_sold_out_product_says_so_and_takes_it_back(goods, stage, stock_room):
    await goods.category("Audio")
    variant = (await goods.product("Aura", "audio", goods.variant(on_hand=1))).variants[0].id
    reservation = await stock_room.reserve((variant, 1))
    await stage.settle()
    assert not (await card(stage))["inStock"]
    await stock_room.release(reservation)
    await stage.settle()
    assert (await card(stage))["inStock"]


async def test_shows_changed_words_and_hides_what_is_retired(goods, stage):
    await goods.category("Audio")
    id = (await goods.product("Aura", "audio")).id
    await stage.owner("UPDATE catalog.product SET name = 'Aura 2'")
    await stage.scenario.hear("catalog", ProductChanged(product_id=id)).then(lambda: card(stage))
    assert (await card(stage))["name"] == "Aura 2"
    await stage.owner("UPDATE catalog.product SET status = 'retired'")
    await stage.publish("catalog", ProductRetired(product_id=id))
    await stage.settle()
    assert await card(stage) == {}


async def test_a_changed_category_changes_everything_below_it(goods, stage):
    top = await goods.category("Electronics")
    await goods.category("Audio", parent="electronics")
    await goods.product("Aura", "audio")
    await stage.owner("UPDATE catalog.category SET name = 'Electrics' WHERE slug = 'electronics'")
    await stage.publish("catalog", CategoryChanged(category_id=top.id))
    await stage.settle()
    assert (await card(stage))["breadcrumbs"][0]["name"] == "Electrics"


async def test_tells_every_process_what_to_forget(goods, stage):
    await goods.category("Audio")
    id = (await goods.product("Aura", "audio")).id
    rows = await stage.rows("SELECT tags FROM souk.forgotten")
    assert {tag for row in rows for tag in row["tags"]} == {"catalog.products", f"catalog.product {id}"}


async def test_of_two_that_compile_at_once_the_newer_state_stays(goods, stage):
    """The first waits while the second changes the truth; whoever writes last has read last."""
    await goods.category("Audio")
    id = (await goods.product("Aura", "audio")).id

    async def rename_and_compile(number: int) -> None:
        await stage.rows("UPDATE catalog.product SET name = :name RETURNING 1", name=f"Aura {number}")
        transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
        async with committing(transaction) as tx:
            await compile_cards(tx, [id])

    await asyncio.gather(*(rename_and_compile(number) for number in range(10)))
    rows = await stage.rows("SELECT name FROM catalog.product")
    assert (await card(stage))["name"] == rows[0]["name"]


async def test_two_products_may_have_changed_slugs_with_each_other(goods, stage):
    await goods.category("Audio")
    ids = [(await goods.product(name, "audio")).id for name in ("Aura", "Bell")]
    await stage.owner("UPDATE catalog.product SET slug = slug || '-gone'")
    await stage.owner("UPDATE catalog.product SET slug = 'bell' WHERE name = 'Aura'")
    await stage.owner("UPDATE catalog.product SET slug = 'aura' WHERE name = 'Bell'")
    transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
    async with committing(transaction) as tx:
        await compile_cards(tx, ids)
    assert ((await card(stage, "aura"))["name"], (await card(stage, "bell"))["name"]) == ("Bell", "Aura")


async def test_how_many_there_are_is_counted_as_they_come_and_go(goods, stage):
    async def total() -> int:
        async with stage.client() as client:
            return (await client.get("/api/products")).json()["totalCount"]

    assert await total() == 0
    await goods.category("Audio")
    ids = [(await goods.product(name, "audio")).id for name in ("Aura", "Bell", "Chime")]
    assert await total() == 3
    await stage.scenario.hear("catalog", ProductChanged(product_id=ids[0])).then(total)
    assert await total() == 3
    await stage.owner("UPDATE catalog.product SET status = 'retired' WHERE slug = 'bell'")
    await stage.publish("catalog", ProductRetired(product_id=ids[1]))
    await stage.settle()
    assert await total() == 2
