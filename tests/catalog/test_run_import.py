"""Working through an import."""

import gzip
import json
from uuid import UUID

import pytest

from modules.catalog.contracts.events import PriceChanged, ProductChanged, ProductPublished
from modules.catalog.domain.product_import import ROWS_OF_A_PART, FileKind
from modules.catalog.run_import.job import RunImport, run_import
from modules.catalog.start_import.handler import StartImport
from souk.database.committing import committing
from souk.kernel import Money
from souk.messages import Context
from souk.testing import staff

HEADING = "slug,name,category,sku,price,currency,description,onHand,option.colour,attribute.brand\n"
AURA = "aura,Aura,audio,A-1,10.50,EUR,Quiet,3,red,Lumara\naura,Aura,audio,A-2,12,EUR,,0,blue,\n"


class Importing:
    def __init__(self, stage) -> None:
        self.stage = stage

    async def start(self, text: str, *, kind=FileKind.CSV, dry_run=False) -> UUID:
        content = gzip.compress(text.encode())
        command = StartImport(kind=kind, dry_run=dry_run, content=content)
        return (await self.stage.do(command, staff("catalog:edit"))).id

    async def step(self, id: UUID, *, dies: bool = False) -> None:
        """Do one job; a worker that dies takes its transaction along."""
        transaction = self.stage.runtime.switchboard.transaction("catalog", Context(reason="test"))
        async with committing(transaction) as tx:
            await run_import(tx, RunImport(import_id=id))
            if dies:
                raise ConnectionResetError

    async def report(self, id: UUID) -> dict:
        async with self.stage.client(staff("catalog:edit")) as client:
            return (await client.get(f"/api/admin/products/import/{id}")).json()

    async def run(self, text: str, **more) -> dict:
        id = await self.start(text, **more)
        while (await self.report(id))["state"] in {"waiting", "running"}:
            await self.step(id)
        await self.stage.settle()
        return await self.report(id)


@pytest.fixture
async def importing(stage, goods):
    await goods.category("Audio")
    return Importing(stage)


def figures(report: dict) -> tuple[int, ...]:
    return tuple(report[name] for name in ("rowsDone", "rowsBad", "productsAdded", "productsChanged"))


async def test_adds_products_with_variants_stock_and_ledger(stage, importing, stock_room):
    report = await importing.run(HEADING + AURA)
    assert (report["state"], figures(report)) == ("done", (2, 0, 1, 0))
    async with stage.client() as client:
        page = (await client.get("/api/products/aura")).json()
    assert (page["name"], page["description"], page["price"]) == ("Aura", "Quiet", 10.5)
    assert [(v["sku"], v["options"], v["inStock"]) for v in page["variants"]] == [
        ("A-1", {"colour": "red"}, True),
        ("A-2", {"colour": "blue"}, False),
    ]
    assert page["attributes"] == [{"kind": "choice", "name": "brand", "value": "Lumara"}]
    assert len(await stage.published(ProductPublished)) == 1
    await stock_room.balance()


async def test_the_same_file_again_changes_nothing(stage, importing):
    await importing.run(HEADING + AURA)
    assert figures(await importing.run(HEADING + AURA)) == (2, 0, 0, 0)
    assert await stage.published(ProductChanged) == []


async def test_changes_what_is_there_but_not_how_many(stage, importing, stock_room):
    await importing.run(HEADING + AURA)
    changed = AURA.replace("10.50", "9.99").replace("Quiet", "Quieter").replace(",3,", ",99,")
    more = "aura,Aura,audio,A-3,13,EUR,,7,green,\n"
    assert figures(await importing.run(HEADING + changed + more)) == (3, 0, 0, 1)
    async with stage.client() as client:
        page = (await client.get("/api/products/aura")).json()
    assert (page["description"], page["price"], len(page["variants"])) == ("Quieter", 9.99, 3)
    rows = await stage.rows(
        "SELECT sku, on_hand FROM catalog.stock JOIN catalog.variant v ON v.id = variant_id ORDER BY sku"
    )
    assert [tuple(row.values()) for row in rows] == [("A-1", 3), ("A-2", 0), ("A-3", 7)]
    prices = await stage.published(PriceChanged)
    assert [(event.old.minor, event.new) for event in prices] == [(1050, Money(minor=999, currency="EUR"))]
    await stock_room.balance()


async def test_tells_every_mistake_by_line_and_column_and_applies_the_rest(importing):
    bad = (
        "Bad Slug,,audio,A 1,ten,EUR,,-1,,\n"
        "lost,Lost,nowhere,L-1,1,EUR,,0,,\n"
        "thief,Thief,audio,A-1,1,EUR,,0,,\n"
        "dear,Dear,audio,D-1,1.999,EUR,,0,,\n"
    )
    report = await importing.run(HEADING + AURA + bad)
    assert figures(report) == (6, 4, 1, 0)
    wrong = {(problem["line"], problem["column"]) for problem in report["problems"]}
    assert wrong == {
        (4, "slug"),
        (4, "name"),
        (4, "sku"),
        (4, "onHand"),
        (5, "category"),
        (6, "sku"),
        (7, "price"),
    }


async def test_a_sku_stands_once_in_the_rows_of_a_product(importing):
    report = await importing.run(HEADING + AURA.replace("A-2", "A-1"))
    assert (report["state"], figures(report)) == ("done", (2, 1, 1, 0))
    assert [(problem["line"], problem["column"]) for problem in report["problems"]] == [(3, "sku")]


async def test_a_new_product_that_is_named_again_further_down_is_changed_by_it(stage, importing, stock_room):
    other = "lamp,Lamp,audio,L-1,1,EUR,,1,,\n"
    again = "aura,Aura 2,audio,A-1,9.99,EUR,,8,,\naura,Aura 2,audio,A-3,13,EUR,,7,green,\n"
    assert figures(await importing.run(HEADING + AURA + other + again)) == (5, 0, 2, 0)
    async with stage.client() as client:
        page = (await client.get("/api/products/aura")).json()
    assert (page["name"], page["description"], page["price"]) == ("Aura 2", "Quiet", 9.99)
    assert [variant["sku"] for variant in page["variants"]] == ["A-1", "A-2", "A-3"]
    rows = await stage.rows(
        "SELECT sku, on_hand FROM catalog.stock JOIN catalog.variant v ON v.id = variant_id ORDER BY sku"
    )
    assert [tuple(row.values()) for row in rows] == [("A-1", 3), ("A-2", 0), ("A-3", 7), ("L-1", 1)]
    assert len(await stage.published(ProductPublished)) == 2
    await stock_room.balance()


async def test_a_product_that_is_there_may_be_named_twice_too(stage, importing, stock_room):
    await importing.run(HEADING + AURA)
    other = "lamp,Lamp,audio,L-1,1,EUR,,1,,\n"
    first = "aura,Aura,audio,A-3,13,EUR,,7,green,\n"
    again = "aura,Aura 2,audio,A-3,14,EUR,,9,,\naura,Aura 2,audio,A-4,15,EUR,,2,grey,\n"
    assert figures(await importing.run(HEADING + first + other + again)) == (4, 0, 1, 1)
    rows = await stage.rows(
        "SELECT sku, on_hand, price_minor FROM catalog.stock JOIN catalog.variant v ON v.id = variant_id"
        " WHERE sku > 'A-2' AND sku < 'B' ORDER BY sku"
    )
    assert [tuple(row.values()) for row in rows] == [("A-3", 7, 1400), ("A-4", 2, 1500)]
    await stock_room.balance()


async def test_a_dry_run_says_the_same_and_changes_nothing(stage, importing):
    await importing.run(HEADING + AURA)
    events = len(await stage.rows("SELECT 1 FROM souk.event"))
    changed = AURA.replace("10.50", "9.99") + "new,New,audio,N-1,1,EUR,,5,,\nlost,Lost,nowhere,L,1,EUR,,,,\n"
    report = await importing.run(HEADING + changed, dry_run=True)
    assert (report["dryRun"], figures(report)) == (True, (4, 1, 1, 1))
    rows = await stage.rows("SELECT price_minor FROM catalog.variant ORDER BY sku")
    assert [row["price_minor"] for row in rows] == [1050, 1200]
    assert len(await stage.rows("SELECT 1 FROM souk.event")) == events + 1  # that staff started it


async def test_goes_on_where_a_dead_worker_was(stage, importing, stock_room):
    one, two, count = ROWS_OF_A_PART, ROWS_OF_A_PART * 2, ROWS_OF_A_PART * 2 + 10
    rows = [f"p-{n},Product {n},audio,S-{n},1,EUR,,1,,\n" for n in range(count)]
    id = await importing.start(HEADING + "".join(rows))
    done = []
    for dies in (True, False, True, False, True, True, False, False, False):
        if dies:
            with pytest.raises(ConnectionResetError):
                await importing.step(id, dies=True)
        else:
            await importing.step(id)
        done.append((await importing.report(id))["rowsDone"])
    assert done == [0, 0, 0, one, one, one, two, count, count]
    report = await importing.report(id)
    assert (report["state"], figures(report)) == ("done", (count, 0, count, 0))
    counts = await stage.rows("SELECT count(*) AS n, count(DISTINCT slug) AS slugs FROM catalog.product")
    assert tuple(counts[0].values()) == (count, count)
    await stock_room.balance()


async def test_reads_ndjson(stage, importing):
    line = {
        "slug": "aura",
        "name": 'Aura, "the" one',
        "category": "audio",
        "sku": "A",
        "price": 10.5,
        "currency": "EUR",
        "options": {"colour": "red"},
        "attributes": {"brand": "Lumara"},
    }
    report = await importing.run(json.dumps(line) + "\n\n", kind=FileKind.NDJSON)
    assert figures(report) == (1, 0, 1, 0)


async def test_reads_cells_with_line_feeds_and_quotes(stage, importing):
    row = 'aura,"Aura ""3""",audio,A,1,EUR,"one\ntwo, three",0,,\n'
    assert figures(await importing.run(HEADING + row)) == (1, 0, 1, 0)
    async with stage.client() as client:
        page = (await client.get("/api/products/aura")).json()
    assert (page["name"], page["description"]) == ('Aura "3"', "one\ntwo, three")


@pytest.mark.parametrize(("text", "kind"), [('a,b\n"x', FileKind.CSV), ("{no json", FileKind.NDJSON)])
async def test_a_file_that_cannot_be_read_fails_with_the_reason(importing, text, kind):
    report = await importing.run(text, kind=kind)
    assert (report["state"], bool(report["reason"])) == ("failed", True)
