"""What bench/catalog.py has on sale, and what it asks for; and whether a page costs the same among many."""

import asyncio
import gzip
import os
import random
import time
from collections.abc import Callable
from contextlib import asynccontextmanager, suppress
from typing import Any
from urllib.parse import urlencode

from catalog_rows import COLOURS, KINDS, rows
from stand import Figure, database

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.contracts.queries import FindProducts
from modules.catalog.domain.product_import import FileKind, ImportState
from modules.catalog.domain.sorting import Sort
from modules.catalog.list_products.handler import ListProducts
from modules.catalog.run_import.job import RunImport, run_import
from modules.catalog.show_import.handler import ShowImport
from modules.catalog.show_product.handler import ShowProduct
from modules.catalog.start_import.handler import StartImport
from shop.assembly import assemble, configure
from shop.histories import histories
from shop.rebuilding import CARDS, rebuild
from souk.database.committing import committing
from souk.messages import ANONYMOUS, SYSTEM, Context
from souk.runtime import Runtime

BUDGETS = {
    "product page": ("p99", 25.0, 8),
    "first pages": ("p99", 25.0, 8),
    "any page": ("p99", 25.0, 8),
    "filters": ("p95", 50.0, 1),
    "search": ("p95", 50.0, 1),
    "misspelled": ("p95", 50.0, 1),
    "with facets": ("p95", 250.0, 1),
}
"""At most so many milliseconds, for that share of those who ask, so many at once."""
FEW = 1000
SORTS = list(Sort)
ASKED = 60


def addresses(name: str, products: int, count: int = 12_000) -> list[str]:
    """So many paths of that kind, hardly one of them twice."""
    dice = random.Random(11)
    return [f"/api/products{_path(name, dice, products)}" for _ in range(count)]


def _path(name: str, dice: random.Random, products: int) -> str:
    if name == "product page":
        return f"/p-{dice.randrange(products)}"
    return "?" + urlencode(_wanted(name, dice, max(1, products // 20)))


def _wanted(name: str, dice: random.Random, pages: int) -> dict[str, Any]:
    kind, colour = dice.choice(KINDS), dice.choice(COLOURS)
    match name:
        case "first pages":
            page = dice.randint(1, min(50, pages))
            return {"page": page, "pageSize": dice.randint(15, 25), "sort": dice.choice(SORTS)}
        case "any page":
            return {"page": dice.randint(1, pages), "sort": dice.choice(SORTS)}
        case "search":
            return _filters(dice) | {"q": f"{colour} {kind}"}
        case "misspelled":
            return {"q": f"{colour} {_misspelled(dice, kind)}", "page": dice.randint(1, 5)}
        case "with facets":
            return _filters(dice) | {"facets": "true"}
        case _:
            return _filters(dice)


def _filters(dice: random.Random) -> dict[str, str]:
    """Any combination; a lowest price with its cents makes it one that nobody has asked for yet."""
    wanted = {
        "category": dice.choice(["", *(kind.lower() for kind in KINDS)]),
        "inStock": dice.choice(["", "true", "false"]),
        "minPrice": dice.choice(["", f"{dice.randint(1, 20000) / 100:.2f}"]),
        "maxPrice": dice.choice(["", f"{dice.randint(20000, 99999) / 100:.2f}"]),
        "attributes.colour": dice.choice(["", dice.choice(COLOURS)]),
        "attributes.size": dice.choice(["", "", str(dice.randint(36, 46))]),
        "sort": dice.choice(["", *Sort]),
        "page": str(dice.randint(1, 9)),
    }
    return {name: value for name, value in wanted.items() if value}


def _misspelled(dice: random.Random, word: str) -> str:
    place = dice.randrange(1, len(word) - 1)
    return word[:place] + word[place + 1] + word[place] + word[place + 2 :]


@asynccontextmanager
async def running(actor: Any) -> Any:
    configuration = configure()
    registry = assemble(configuration)
    await asyncio.to_thread(histories(configuration, registry).up)
    runtime = Runtime(registry, configuration, at_once=8)
    try:
        yield runtime, runtime.switchboard.bus(Context(actor=actor, caller="bench"))
    finally:
        await runtime.close()


async def fill(products: int) -> None:
    """Have so many on sale, whoever brought them."""
    async with running(SYSTEM) as (runtime, bus):
        if (await bus.ask(FindProducts())).total >= products:
            return
        for kind in KINDS:
            with suppress(Exception):
                await bus.do(AddCategory(name=kind))
        content = gzip.compress("".join(rows(products)).encode(), 1)
        id = (await bus.do(StartImport(kind=FileKind.CSV, dry_run=False, content=content))).id
        while (await bus.ask(ShowImport(import_id=id))).state in {ImportState.WAITING, ImportState.RUNNING}:
            async with committing(runtime.switchboard.transaction("catalog", Context(actor=SYSTEM))) as tx:
                await run_import(tx, RunImport(import_id=id))
        await rebuild(bus, CARDS)


async def flat(products: int) -> list[Figure]:
    """The same pages in a shop with a thousand products and in this one, in turn."""
    many, few = os.environ["SOUK_DATABASE_URL"], "bench_catalog_few"
    with database(many, few, migrated=False) as small:
        os.environ["SOUK_DATABASE_URL"] = small
        await fill(FEW)
        async with running(ANONYMOUS) as (_, asked_small):
            os.environ["SOUK_DATABASE_URL"] = many
            async with running(ANONYMOUS) as (_, asked_big):
                lines = []
                for name, make in PAGES.items():
                    big = [await median(asked_big, make(products)) for _ in range(3)]
                    little = [await median(asked_small, make(FEW)) for _ in range(3)]
                    ratios = [one / other for one, other in zip(big, little, strict=True)]
                    lines.append(Figure(f"{name}, p50 among many / few", ratios, "fold", 1.3, at_least=False))
                    lines.append(Figure("   among many", big, "ms"))
                page = min(5000, products // 20)
                deep = [await median(asked_big, lambda: ListProducts(page=page)) for _ in range(3)]
    return [*lines, Figure(f"page {page} of a list", deep, "ms", 15, at_least=False)]


def shown(products: int) -> Callable[[], ShowProduct]:
    dice = random.Random(5)
    return lambda: ShowProduct(id_or_slug=f"p-{dice.randrange(products)}")


def listed(products: int) -> Callable[[], ListProducts]:
    dice = random.Random(5)
    return lambda: ListProducts(page=dice.randint(1, min(20, products // 20)))


PAGES: dict[str, Callable[[int], Callable[[], Any]]] = {"product page": shown, "page of a list": listed}


async def median(bus: Any, make: Callable[[], Any]) -> float:
    """Milliseconds, alone, after a few to warm up."""
    times = []
    for number in range(ASKED + 5):
        started = time.perf_counter()
        await bus.ask(make())
        if number >= 5:
            times.append((time.perf_counter() - started) * 1e3)
    return sorted(times)[len(times) // 2]
