"""What the catalogue does: import, cold reads from PostgreSQL, kept reads beside a bare Litestar handler.

Run: python bench/catalog.py OWNERS_ADDRESS_OF_AN_EMPTY_DATABASE VALKEY_ADDRESS [products] [part …]
Needs wrk. The parts are import, killed, cold, flat, page, list and afar: all unless some are named, so that
each may have the machine to itself. `fill` only has the products there; what is there is not brought again.
Budgets: 100,000 rows in 60 s; for eight who ask at once p99 25 ms for a page, for one p95 50 ms for filters
and searches, with facets 250 ms; a deep page 15 ms; p50 of a page among 100,000 products at most 1.3 times
that among 1,000; from memory at least 0.70 of the bare handler's requests per second, from Valkey 0.35.
"""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from tempfile import NamedTemporaryFile

from catalog_goods import BUDGETS, addresses, fill, flat
from catalog_import import measured as imported
from edge import requests_per_second
from stand import SECRET, Figure, show

HERE = Path(__file__).parent
ROOT = HERE.parent
PORTS = {"bare": 8441, "ours": 8442}


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


def cold(products: int) -> list[Figure]:
    """Over HTTP, and so many different addresses that hardly any is asked for twice."""
    with served("ours", "/api/products/p-1", SOUK_CACHE_MEGABYTES="1") as ours:
        return [
            figure
            for name, (share, budget, clients) in BUDGETS.items()
            for figure in asked_cold(ours, name, addresses(name, products), share, budget, clients)
        ]


def asked_cold(
    ours: str, name: str, paths: list[str], share: str, budget: float, clients: int
) -> Iterator[Figure]:
    thirds = [[*paths[began:], *paths[:began]] for began in (0, len(paths) // 3, 2 * len(paths) // 3)]
    rounds = [wrk_through(some, ours, clients) for some in thirds]
    late = [one[share] for one in rounds]
    yield Figure(f"cold, {name}, {share}, {clients} at once", late, "ms", budget, at_least=False)
    yield Figure("   p50", [one["p50"] for one in rounds], "ms")
    if clients == 1:
        crowded = [wrk_through(some, ours, 8) for some in thirds]
        yield Figure(f"   {share}, 8 at once", [one[share] for one in crowded], "ms")


def wrk_through(paths: list[str], ours: str, clients: int, seconds: int = 4) -> dict[str, float]:
    """Milliseconds for shares of those who asked."""
    with NamedTemporaryFile("w", suffix=".txt") as file:
        file.write("\n".join(paths) + "\n")
        file.flush()
        command = ["wrk", "-t1", f"-c{clients}", f"-d{seconds}s", "-s", str(HERE / "addresses.lua"), ours]
        environment = os.environ | {"BENCH_ADDRESSES": file.name}
        done = subprocess.run(command, check=True, capture_output=True, text=True, env=environment)
    _, wrong, *late = (float(each) for each in done.stdout.partition("figures ")[2].split())
    if wrong:
        raise SystemExit(done.stdout)
    return dict(zip(("p50", "p95", "p99"), late, strict=True))


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


def kept_afar(products: int, rounds: int = 3, seconds: int = 4) -> list[Figure]:
    """Pages that Valkey holds and no process: in turn, with too little memory for them all."""
    some = min(products, 600)
    os.environ["BENCH_PRODUCTS"] = str(some)
    in_turn = ("-s", str(HERE / "one_after_the_other.lua"))
    with served("ours", "/api/products/p-1", SOUK_CACHE_MEGABYTES="1") as ours:
        body = urllib.request.urlopen(ours, timeout=3).read()  # noqa: S310 - our own address
        (HERE / "body.tmp").write_bytes(body)
        with served("bare", "/api/products/p-1") as bare:
            for number in range(some):
                read_page(ours, number)
                time.sleep(0.06)  # Valkey is given no more than twenty answers a second
            both = (ours, bare)
            pairs = [[requests_per_second(one, seconds, *in_turn) for one in both] for _ in range(rounds)]
    (HERE / "body.tmp").unlink()
    return [Figure("product pages from Valkey: ours / bare", [our / its for our, its in pairs], "fold", 0.35)]


PARTS: Mapping[str, Callable[[int], list[Figure]]] = {
    "cold": cold,
    "flat": lambda products: asyncio.run(flat(products)),
    "page": lambda _: [kept("/api/products/p-1")],
    "list": lambda _: [kept("/api/products?page=2")],
    "afar": kept_afar,
}


def main(database: str, valkey: str, products: str = "100000", *parts: str) -> None:
    lines: list[Figure] = []
    if not parts or {"import", "killed"} & {*parts}:
        lines += asyncio.run(imported(database, valkey, int(products), parts))
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
    wanted = [name for name in PARTS if not parts or name in parts]
    if wanted or "fill" in parts:
        asyncio.run(fill(int(products)))
    for name in wanted:
        lines += PARTS[name](int(products))
    show(lines)


if __name__ == "__main__":
    main(*sys.argv[1:])
