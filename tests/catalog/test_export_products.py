"""Taking all products away."""

import csv
import gzip

import pytest

from modules.catalog.domain.attributes import ChoiceAttribute
from modules.catalog.domain.product_import import FileKind
from modules.catalog.run_import.job import RunImport, run_import
from modules.catalog.start_import.handler import StartImport
from souk.database.committing import committing
from souk.messages import SYSTEM, Context
from souk.testing.trips import trips_of


async def exported(desk) -> tuple[str, list[dict]]:
    answer = await desk.client.get("/api/admin/products/export.csv")
    assert answer.headers["content-type"].startswith("text/csv")
    return answer.text, list(csv.DictReader(answer.text.splitlines()))


async def test_writes_a_row_for_each_variant_that_is_sold(goods, stage, desk):
    await goods.category("Audio")
    attributes = (ChoiceAttribute(name="brand", value="Lumara"),)
    offered = (goods.variant(sku="A", colour="red"), goods.variant(sku="B", colour="blue"))
    await goods.product("Aura", "audio", *offered, attributes=attributes)
    await goods.product("Gone", "audio")
    await stage.owner("UPDATE catalog.product SET status = 'retired' WHERE slug = 'gone'")
    _, rows = await exported(desk)
    assert [(row["sku"], row["options"], row["attributes"]) for row in rows] == [
        ("A", "colour=red", "brand=Lumara"),
        ("B", "colour=blue", "brand=Lumara"),
    ]


@pytest.mark.security(35)
async def test_nothing_in_it_is_a_formula(goods, stage, desk):
    await goods.category("Audio")
    await goods.product('=HYPERLINK("http://evil")', "audio", slug="evil", description="@SUM(1)")
    _, rows = await exported(desk)
    assert (rows[0]["name"], rows[0]["description"]) == ('\'=HYPERLINK("http://evil")', "'@SUM(1)")


async def test_an_import_reads_it_back_as_it_was(goods, stage, desk):
    await goods.category("Audio")
    await goods.product("-1 Aura", "audio", goods.variant(sku="A", c="1"), description='"quoted",\ntwo')
    text, _ = await exported(desk)
    command = StartImport(kind=FileKind.CSV, dry_run=False, content=gzip.compress(text.encode()))
    id = (await stage.do(command, SYSTEM)).id
    for _ in range(3):
        transaction = stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
        async with committing(transaction) as tx:
            await run_import(tx, RunImport(import_id=id))
    report = (await desk.client.get(f"/api/admin/products/import/{id}")).json()
    assert (report["state"], report["rowsDone"], report["rowsBad"]) == ("done", 1, 0)
    assert (report["productsAdded"], report["productsChanged"]) == (0, 0)


async def test_takes_two_statements_for_each_two_hundred_products(goods, desk):
    await goods.category("Audio")
    for number in range(3):
        await goods.product(f"Aura {number}", "audio")
    with trips_of("catalog") as sent:
        await exported(desk)
    assert len(sent) == 2
