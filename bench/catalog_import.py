"""A file of products as staff bring it: uploaded, watched, and worked on by workers that are killed half way.

Run: python bench/catalog_import.py OWNERS_ADDRESS_OF_AN_EMPTY_DATABASE VALKEY_ADDRESS [rows] [part …]
Web and two workers are processes of their own. Budgets: 100,000 rows in 60 s, a worker at most 150 MB above
what it takes when idle. `import`: a file is imported undisturbed. `killed`: the same one again with other
prices, by workers that are killed when half of it is done, and by those that take over: each row counts once.
"""

import asyncio
import gzip
import re
import signal
import subprocess
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import httpx
import psycopg
from catalog_rows import KINDS, rows
from stand import WORKERS, Figure, shop_settings, show

SOUK = [sys.executable, "-m", "shop"]
PASSWORD = "a password for the bench"
ADMIN = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
UNTRUE = """
    SELECT (SELECT count(*) - count(DISTINCT slug) FROM catalog.product)
        + abs((SELECT sum(on_hand) FROM catalog.stock)
            - (SELECT sum(on_hand_change) FROM catalog.stock_movement))
"""
CARDS = "SELECT count(*) FROM catalog.product_card"
DEARER = "SELECT count(*) FROM catalog.product_import"
BEHIND = "SELECT count(*) FROM souk.delivery"


class Shop:
    """A web process, two workers, and somebody who may import."""

    def __init__(self, database: str, valkey: str) -> None:
        self._database = database
        address, self._environment = shop_settings(database, valkey)
        self.client = httpx.AsyncClient(base_url=address, timeout=60)
        self._processes: list[subprocess.Popen[bytes]] = []

    async def open(self) -> None:
        for words in (["migrate"], ADMIN):
            process = self._start(*words, stdout=subprocess.DEVNULL)
            assert await asyncio.to_thread(process.wait) == 0
        self._start("serve")
        self.workers = [self._start("worker") for _ in range(WORKERS)]
        while not await self._is_ready():
            await asyncio.sleep(0.2)
        who = {"email": "admin@example.com", "password": PASSWORD}
        token = (await self.client.post("/api/users/login", json=who)).json()["accessToken"]
        self.client.headers["Authorization"] = f"Bearer {token}"
        for kind in KINDS:
            await self.client.post("/api/admin/categories", json={"name": kind})

    async def close(self) -> None:
        await self.client.aclose()
        for process in self._processes:
            process.terminate()
        for process in self._processes:
            process.wait(timeout=30)

    def kill_the_workers(self) -> None:
        """Nobody hears it coming; others take their places at once."""
        for worker in self.workers:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
        self.workers = [self._start("worker") for _ in range(WORKERS)]

    async def bring(self, content: bytes) -> str:
        headers = {"content-type": "text/csv", "content-encoding": "gzip"}
        answer = await self.client.post("/api/admin/products/import", content=content, headers=headers)
        assert answer.status_code == 202, answer.text
        return str(answer.json()["watch"])

    async def progress(self, watch: str) -> dict[str, Any]:
        while True:
            answer = await self.client.get(watch)
            if answer.status_code == 200:
                return dict(answer.json())
            await asyncio.sleep(0.5)

    def count(self, statement: str) -> int:
        with psycopg.connect(self._database) as owner:
            row = owner.execute(statement.encode()).fetchone()
        return int(row[0]) if row else 0

    def memory(self, line: str) -> float:
        """What the largest worker takes (VmRSS) or has taken at most (VmHWM), in megabytes."""
        statuses = [Path(f"/proc/{worker.pid}/status").read_text() for worker in self.workers]
        found = [re.search(rf"^{line}:\s+(\d+) kB", status, re.MULTILINE) for status in statuses]
        return max(int(each[1]) / 1024 if each else 0.0 for each in found)

    def _start(self, *words: str, stdout: int | None = None) -> "subprocess.Popen[bytes]":
        process = subprocess.Popen([*SOUK, *words], env=self._environment, stdout=stdout)
        self._processes.append(process)
        return process

    async def _is_ready(self) -> bool:
        try:
            return (await self.client.get("/health/ready")).status_code == 200
        except httpx.TransportError:
            return False


async def measured(database: str, valkey: str, count: int, parts: Sequence[str] = ()) -> list[Figure]:
    shop = Shop(database, valkey)
    try:
        await shop.open()
        lines = await undisturbed(shop, count) if not parts or "import" in parts else []
        return lines + (await killed(shop, count) if not parts or "killed" in parts else [])
    finally:
        await shop.close()


async def undisturbed(shop: Shop, count: int) -> list[Figure]:
    content = file_of(count)
    await asyncio.sleep(2)
    idle, started = shop.memory("VmRSS"), time.perf_counter()
    watch = await shop.bring(content)
    report = await finished(shop, watch)
    took = time.perf_counter() - started
    check(report, rowsDone=count, rowsBad=0, productsAdded=count)
    while shop.count(CARDS) < count:
        await asyncio.sleep(0.2)
    shown = time.perf_counter() - started
    most = shop.memory("VmHWM") - idle
    return [
        Figure("import, uploaded to done", [count / took], "rows/s", 100_000 / 60),
        Figure("   uploaded to all shown", [count / shown], "rows/s"),
        Figure("   memory of a worker above idle", [most], "MB", 150, at_least=False),
    ]


async def killed(shop: Shop, count: int) -> list[Figure]:
    """The same goods with other prices: a row that was applied twice would be told twice, or not at all."""
    while shop.count(BEHIND):
        await asyncio.sleep(0.2)
    content = file_of(count, dearer=shop.count(DEARER) + 1)
    started = time.perf_counter()
    watch = await shop.bring(content)
    while (await shop.progress(watch))["rowsDone"] < count // 2:
        await asyncio.sleep(0.1)
    shop.kill_the_workers()
    at_the_kill = (await shop.progress(watch))["rowsDone"]
    died = time.perf_counter()
    while (await shop.progress(watch))["rowsDone"] == at_the_kill:
        await asyncio.sleep(0.05)
    resumed = time.perf_counter() - died
    report = await finished(shop, watch)
    took = time.perf_counter() - started
    check(report, rowsDone=count, rowsBad=0, productsAdded=0, productsChanged=count)
    assert shop.count(UNTRUE) == 0
    return [
        Figure("every price again, killed half way", [count / took], "rows/s", 100_000 / 60),
        Figure("   until the next part after the kill", [resumed], "s"),
    ]


async def finished(shop: Shop, watch: str) -> dict[str, Any]:
    while (report := await shop.progress(watch))["state"] in {"waiting", "running"}:
        await asyncio.sleep(0.1)
    return report


def check(report: dict[str, Any], **figures: int) -> None:
    assert report["state"] == "done", report
    assert {name: report[name] for name in figures} == figures, report


def file_of(count: int, *, dearer: int = 0) -> bytes:
    return gzip.compress("".join(rows(count, dearer=dearer)).encode(), 1)


def main(database: str, valkey: str, count: str = "100000", *parts: str) -> None:
    show(asyncio.run(measured(database, valkey, int(count), parts)))


if __name__ == "__main__":
    main(*sys.argv[1:])
