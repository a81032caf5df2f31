"""A long import whose workers are killed half way: it goes on behind the last part that was done.

Two thousand rows in CI. `SOUK_TEST_IMPORT_ROWS=100000 ./souk test faults -m slow -k import` prints the time
that a big one takes (budget: 60 s) and what it takes of a worker's memory (budget: 150 MB above idle).
"""

import gzip
import os
import random
import sys
import time
from collections.abc import Iterator

import httpx
import psutil
import pytest

from tests.faults.conftest import Staffed
from tests.journeys.open_shop import until

ROWS = int(os.environ.get("SOUK_TEST_IMPORT_ROWS", "2000"))
MEGABYTES = 150
HEADING = "slug,name,category,sku,price,currency,description,onHand,attribute.colour\n"


def rows(count: int) -> Iterator[str]:
    dice = random.Random(7)
    yield HEADING
    for n in range(count):
        price, colour = dice.randint(100, 99999) / 100, dice.choice(["red", "blue", "green"])
        yield f"p-{n},Lamp {n},lights,S-{n},{price:.2f},EUR,A {colour} lamp for every day,{n % 20},{colour}\n"


def memory() -> float:
    """Return what the biggest of the processes that we started has of memory, in megabytes."""
    children = psutil.Process().children(recursive=True)
    workers = [child for child in children if child.is_running() and "worker" in " ".join(child.cmdline())]
    return max((worker.memory_info().rss for worker in workers), default=0) / 2**20


def start(admin: httpx.Client) -> str:
    admin.post("/api/admin/categories", json={"name": "Lights"})
    headers = {"content-type": "text/csv", "content-encoding": "gzip"}
    content = gzip.compress("".join(rows(ROWS)).encode(), 1)
    started = admin.post("/api/admin/products/import", content=content, headers=headers)
    assert started.status_code == 202, started.text
    return str(started.json()["id"])


@pytest.mark.slow
def test_an_import_whose_workers_are_killed_goes_on_and_adds_nothing_twice(staffed: Staffed):
    until(lambda: staffed.shop.rows("SELECT count(*) FROM souk.job_worker") == [(2,)])
    with staffed.shop.sign_in("admin@example.com") as admin:
        idle, began, most = memory(), time.monotonic(), 0.0
        path = f"/api/admin/products/import/{start(admin)}"
        killed = 0

        def done() -> bool:
            nonlocal killed, most
            most = max(most, memory())
            report = admin.get(path).json()
            if report["rowsDone"] >= ROWS / 2 and not killed:
                for _ in range(2):
                    staffed.kill_a_worker()
                killed = report["rowsDone"]
            return report["state"] in {"done", "failed"}

        until(done, seconds=120 + ROWS / 100)
        took, report = time.monotonic() - began, admin.get(path).json()
    sys.stdout.write(
        f"{ROWS} rows in {took:.1f} s, workers killed at {killed}; {most - idle:.0f} MB above {idle:.0f}\n"
    )
    assert killed
    assert (report["state"], report["rowsDone"], report["rowsBad"]) == ("done", ROWS, 0)
    assert report["productsAdded"] == ROWS
    counted = "SELECT count(*), count(DISTINCT slug) FROM catalog.product"
    assert staffed.shop.rows(counted) == [(ROWS, ROWS)]
    moved = "SELECT count(*), count(DISTINCT variant_id) FROM catalog.stock_movement"
    assert staffed.shop.rows(moved)[0][0] == staffed.shop.rows(moved)[0][1]
    assert most - idle < MEGABYTES
