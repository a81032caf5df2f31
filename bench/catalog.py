"""What the catalogue does: import, cold reads from PostgreSQL, kept reads beside a bare Litestar handler.

Run: python bench/catalog.py <owner's address of an empty database> <valkey address> [products]. Needs wrk.
Budgets: 100,000 rows in 60 s; page p99 25 ms, search p95 50 ms, with facets 250 ms, a deep page 15 ms of SQL;
from memory at least 0.70 of the bare handler's requests per second, from Valkey 0.35; and p50 of a page with
100,000 products at most 1.3 times that with 1,000.
"""

import asyncio
import gzip
import os
import random
import resource
import statistics
import subprocess
import sys
import time
import urllib.request
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from functools import partial
from pathlib import Path

from edge import requests_per_second
from stand import Figure, show

from modules.catalog.add_category.handler import AddCategory
from modules.catalog.contracts.queries import FindProducts
from modules.catalog.domain.product_import import FileKind
from modules.catalog.domain.sorting import Sort
from modules.catalog.list_products.handler import ListProducts
from modules.catalog.run_import.job import RunImport, run_import
from modules.catalog.show_product.handler import ShowProduct
from modules.catalog.start_import.handler import StartImport
from shop.assembly import assemble, configure
from shop.command_line.running import migrations
from shop.rebuilding import CARDS, rebuild
from souk.database.transactions import committing
from souk.messages import ANONYMOUS, SYSTEM, Context
from souk.runtime import Runtime

HERE = Path(__file__).parent
ROOT = HERE.parent
BUDGETS = {"product page": (0.99, 25.0), "first page": (0.99, 25.0), "any page": (0.99, 25.0)}
BUDGETS |= {"deep page": (0.95, 15.0), "filters": (0.95, 50.0)}
BUDGETS |= {"search": (0.95, 50.0), "misspelled": (0.95, 50.0), "with facets": (0.95, 250.0)}
"""At most so many milliseconds, for that share of those who ask."""
SECRET = "a secret for benchmarks, which keeps nothing secret"
PORTS = {"bare": 8441, "ours": 8442}
COLOURS = ["red", "blue", "green", "black", "white", "teal", "coral", "sand", "navy", "olive"]
KINDS = ["Headphones", "Lamp", "Chair", "Kettle", "Tent", "Backpack", "Notebook", "Puzzle", "Jumper", "Bike"]
BRANDS = [f"Brand{letter}" for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"]
HEADING = (
    "slug,name,category,sku,price,currency,description,onHand,"
    "attribute.colour,attribute.brand,attribute.size\n"
)


def rows(products: int):
    dice = random.Random(7)
    yield HEADING
    for n in range(products):
        colour, kind, brand = dice.choice(COLOURS), dice.choice(KINDS), dice.choice(BRANDS)
        name = f"{brand} {colour.title()} {kind} {n}"
        about = f"A {colour} {kind.lower()} by {brand} for every day and number {n}."
        yield (
            f"p-{n},{name},{kind.lower()},S-{n},{dice.randint(100, 99999) / 100:.2f},EUR,{about},"
            f"{dice.randint(0, 20)},{colour},{brand},{dice.randint(36, 46)}\n"
        )


async def prepare(products: int) -> list[Figure]:
    configuration = configure()
    registry = assemble(configuration)
    await asyncio.to_thread(migrations(configuration, registry).up)
    runtime = Runtime(registry, configuration)
    bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="bench"))
    if (await bus.ask(FindProducts())).total >= products:
        await runtime.close()
        return []
    for kind in KINDS:
        with suppress(Exception):
            await bus.do(AddCategory(name=kind))
    idle = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    text = "".join(rows(products)).encode()
    content = gzip.compress(text, 1)
    del text
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    started = time.perf_counter()
    id = (await bus.do(StartImport(kind=FileKind.CSV, dry_run=False, content=content))).id
    steps = products // 500 + 3
    for _ in range(steps):
        transaction = runtime.switchboard.transaction("catalog", Context(actor=SYSTEM))
        async with committing(transaction) as tx:
            await run_import(tx, RunImport(import_id=id))
    took = time.perf_counter() - started
    after = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    more = (after - before) / 1024
    print(f"import    {products:,} rows in {took:.1f} s, {more:.0f} MB above {idle / 1024:.0f} MB")
    started = time.perf_counter()
    await rebuild(bus, CARDS)
    rebuilt = time.perf_counter() - started
    print(f"rebuild   {products:,} cards in {rebuilt:.1f} s")
    await runtime.close()
    return [
        Figure("import", [products / took], "rows/s", 100_000 / 60),
        Figure("   memory above idle", [more], "MB", 150, at_least=False),
        Figure("rebuild of the cards", [products / rebuilt], "cards/s"),
    ]


def measured(times: list[float]) -> str:
    ordered = sorted(1000 * each for each in times)
    middle, most, nearly_all = (ordered[int(share * (len(ordered) - 1))] for share in (0.5, 0.95, 0.99))
    return f"p50 {middle:6.1f}  p95 {most:6.1f}  p99 {nearly_all:6.1f} ms  ({len(ordered)} asked)"


async def timed(bus, make, count: int) -> list[float]:
    times = []
    for _ in range(count):
        query = make()
        started = time.perf_counter()
        await bus.ask(query)
        times.append(time.perf_counter() - started)
    return times


async def cold(products: int) -> list[Figure]:
    lines = []
    configuration = configure()
    runtime = Runtime(assemble(configuration), configuration, at_once=8)
    bus = runtime.switchboard.bus(Context(actor=ANONYMOUS, caller="bench"))
    dice = random.Random(11)
    pages = max(1, products // 20)

    def filtered(**more):
        return ListProducts(
            category=dice.choice([None, *(kind.lower() for kind in KINDS)]),
            in_stock=dice.choice([None, True]),
            lowest=dice.choice([None, "50.00"]),
            highest=dice.choice([None, "200.00"]),
            attributes=dice.choice([{}, {"colour": dice.choice(COLOURS)}]),
            sort=dice.choice([None, *Sort]),
            **more,
        )

    asked = {
        "product page": lambda: ShowProduct(id_or_slug=f"p-{dice.randrange(products)}"),
        "first page": lambda: ListProducts(page=1),
        "any page": lambda: ListProducts(page=dice.randint(1, pages)),
        "deep page": lambda: ListProducts(page=min(pages, 5000)),
        "filters": filtered,
        "search": lambda: filtered(search=f"{dice.choice(COLOURS)} {dice.choice(KINDS)}"),
        "misspelled": lambda: ListProducts(search=dice.choice(["haedphones", "notebok gren", "backpak"])),
        "with facets": lambda: filtered(facets=True),
    }
    for name, make in asked.items():
        await timed(bus, make, 3)
        at_once = await asyncio.gather(*(timed(bus, make, 20) for _ in range(8)))
        alone = await timed(bus, make, 40)
        print(f"{name:13} c=8 {measured([one for times in at_once for one in times])}")
        print(f"{'':13} c=1 {measured(alone)}")
        share, budget = BUDGETS.get(name, (0.99, None))
        late = sorted(alone)[int(share * (len(alone) - 1))] * 1e3
        lines.append(Figure(f"{name}, p{share * 100:.0f} alone", [late], "ms", budget, at_least=False))
        lines.append(Figure("   p50, as flat as can be", [statistics.median(alone) * 1e3], "ms"))
    await runtime.close()
    return lines


@contextmanager
def served(name: str, path: str, **more: str):
    target = {"bare": "catalog_apps:bare", "ours": "shop.web:create"}[name]
    address = f"http://127.0.0.1:{PORTS[name]}{path}"
    command = [sys.executable, "-m", "granian", "--interface", "asgi", "--factory", "--workers", "1"]
    command += ["--loop", "uvloop", "--log-level", "warning", "--port", str(PORTS[name]), target]
    server = subprocess.Popen(command, env=os.environ | more, stderr=subprocess.DEVNULL)
    try:
        for _ in range(600):
            with suppress(OSError):
                urllib.request.urlopen(address, timeout=3).read()
                break
            time.sleep(0.1)
        yield address
    finally:
        server.terminate()
        server.wait(10)


def kept(path: str, rounds: int = 3, seconds: int = 4) -> Figure:
    with served("ours", path) as ours:
        body = urllib.request.urlopen(ours, timeout=3).read()  # noqa: S310 - our own address
        (HERE / "body.tmp").write_bytes(body)
        with served("bare", path) as bare:
            requests_per_second(ours, 1)
            both = (ours, bare)
            pairs = [[requests_per_second(one, seconds) for one in both] for _ in range(rounds)]
    (HERE / "body.tmp").unlink()
    return Figure(f"{path}, kept: ours / bare", [our / its for our, its in pairs], "fold", 0.7)


def read_page(address: str, number: int) -> None:
    """Have it made, and kept."""
    with suppress(OSError):
        urllib.request.urlopen(address.replace("p-1", f"p-{number}"), timeout=30).read()  # noqa: S310 - as above


def kept_afar(products: int, rounds: int = 3, seconds: int = 4) -> Figure:
    """Pages that Valkey holds and no process: in turn, with too little memory for them all."""
    some = min(products, 3000)
    os.environ["BENCH_PRODUCTS"] = str(some)
    in_turn = ("-s", str(HERE / "one_after_the_other.lua"))
    with served("ours", "/api/products/p-1", SOUK_CACHE_MEGABYTES="1") as ours:
        body = urllib.request.urlopen(ours, timeout=3).read()  # noqa: S310 - our own address
        (HERE / "body.tmp").write_bytes(body)
        with served("bare", "/api/products/p-1") as bare:
            with ThreadPoolExecutor(8) as readers:
                list(readers.map(partial(read_page, ours), range(some)))
            both = (ours, bare)
            pairs = [[requests_per_second(one, seconds, *in_turn) for one in both] for _ in range(rounds)]
    (HERE / "body.tmp").unlink()
    return Figure("product pages from Valkey: ours / bare", [our / its for our, its in pairs], "fold", 0.35)


def main(database: str, valkey: str, products: str = "100000") -> None:
    os.environ |= {
        "SOUK_DATABASE_URL": database,
        "SOUK_VALKEY_URL": valkey,
        "SOUK_SECRET": SECRET,
        "SOUK_ENVIRONMENT": "development",
        "SOUK_LIMITS_RATES": "general=999999999/3600",
        "SOUK_LOGGING_LEVEL": "warning",
        "SOUK_LOGGING_ACCESS": "false",
        "PYTHONPATH": f"{HERE}:{ROOT}:{ROOT / 'platform'}",
    }
    count = int(products)
    lines = [*asyncio.run(prepare(count)), *asyncio.run(cold(count))]
    show([*lines, kept("/api/products/p-1"), kept("/api/products?page=2"), kept_afar(count)])


if __name__ == "__main__":
    main(*sys.argv[1:])
