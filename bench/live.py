"""Live streams: what 2,000 of them cost one web process, and how long an event takes to a browser.

Run: python bench/live.py [streams] [events] [a second]. It starts servers of its own, web and worker.
Budgets: 2,000 open streams under 250 MB in the process that serves them; p50 under 50 ms from the commit
of the event to the browser. The events are of stock that runs low: published by this process, delivered by
the worker, told of by hints.
"""

import asyncio
import json
import os
import socket
import statistics
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import httpx
import psutil
from sqlalchemy.exc import SQLAlchemyError
from stand import Figure, show

from modules.catalog.contracts.events import StockRanLow
from modules.users.contracts.commands import AppointAdministrator
from shop.assembly import assemble, configure
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import SYSTEM, Context
from souk.runtime import Runtime
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers

ROOT = Path(__file__).parents[1]
SOUK = [sys.executable, "-m", "shop"]
ADMIN = {"email": "admin@example.com", "password": "a password for the bench"}
CUSTOMER = {"email": "ann@example.com", "password": "a password for the bench"}
MEGABYTE = 1_048_576


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Reader:
    """One browser: reads, and notes when each message came."""

    def __init__(self, port: int, token: str) -> None:
        self._port = port
        self._token = token
        self.came: dict[str, float] = {}
        self.heard = 0

    async def run(self, opened: asyncio.Semaphore) -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", self._port)
        lines = ["GET /api/notifications/stream HTTP/1.1", "Host: x", f"Authorization: Bearer {self._token}"]
        writer.write(("\r\n".join(lines) + "\r\n\r\n").encode())
        async for line in reader:
            if line.startswith(b"retry:"):
                opened.release()
            elif line.startswith(b"data:"):
                self.heard += 1
                self.came[json.loads(line[5:]).get("variantId", "")] = time.perf_counter()
        writer.close()


def resident(process: subprocess.Popen[bytes]) -> tuple[float, float]:
    """Return the megabytes of the process that serves, and of the one that watches over it."""
    supervisor = psutil.Process(process.pid)
    children = [child.memory_info().rss for child in supervisor.children(recursive=True)]
    return max(children) / MEGABYTE, supervisor.memory_info().rss / MEGABYTE


async def tokens(address: str, runtime: Runtime) -> tuple[str, str]:
    bus = runtime.switchboard.bus(Context(actor=SYSTEM, caller="bench", reason="bench"))
    await bus.do(AppointAdministrator(**ADMIN))
    async with httpx.AsyncClient(base_url=address, timeout=30) as client:
        await client.post("/api/users/register", json={**CUSTOMER, "firstName": "Ann", "lastName": "Lee"})
        found = [await client.post("/api/users/login", json=who) for who in (ADMIN, CUSTOMER)]
    return found[0].json()["accessToken"], found[1].json()["accessToken"]


async def publish(runtime: Runtime, id: Any) -> float:
    transaction = runtime.switchboard.transaction("catalog", Context(reason="bench"))
    async with committing(transaction) as tx:
        tx.publish(StockRanLow(variant_id=id, product_id=id, available=1, threshold=5))
    committed = time.perf_counter()
    runtime.hint.wake(transaction.announced)
    return committed


async def measure(runtime: Runtime, probe: Reader, events: int, rate: float) -> list[float]:
    committed: dict[str, float] = {}
    for _ in range(events):
        id = new_id()
        committed[str(id)] = await publish(runtime, id)
        await asyncio.sleep(1 / rate)
    async with asyncio.timeout(30):
        while committed.keys() - probe.came.keys():
            await asyncio.sleep(0.05)
    return sorted((probe.came[id] - at) * 1000 for id, at in committed.items())


async def run(web: subprocess.Popen[bytes], port: int, streams: int, events: int, rate: float) -> None:
    address = f"http://127.0.0.1:{port}"
    await wait_for(f"{address}/health/ready")
    configuration = configure()
    runtime = Runtime(assemble(configuration), configuration)
    staff, customer = await tokens(address, runtime)
    print(f"before: {resident(web)[0]:.0f} MB (and {resident(web)[1]:.0f} MB of its supervisor)")
    opened = asyncio.Semaphore(0)
    probe = Reader(port, staff)
    readers = [probe, *(Reader(port, customer) for _ in range(streams - 1))]
    tasks = []
    for start in range(0, len(readers), 100):
        batch = readers[start : start + 100]
        tasks += [asyncio.create_task(reader.run(opened)) for reader in batch]
        for _ in batch:
            await asyncio.wait_for(opened.acquire(), 60)
    serving = resident(web)[0]
    await measure(runtime, probe, 20, rate)  # the first ones find nothing warm
    took = await measure(runtime, probe, events, rate)
    p95, p99 = took[int(len(took) * 0.95)], took[int(len(took) * 0.99)]
    p50 = statistics.median(took)
    busy = psutil.Process(max(psutil.Process(web.pid).children(), key=lambda c: c.memory_info().rss).pid)
    busy.cpu_percent()
    await asyncio.sleep(5)
    quiet = busy.cpu_percent()
    began = time.perf_counter()
    web.terminate()
    await asyncio.gather(*tasks)
    ended = time.perf_counter() - began
    await asyncio.to_thread(web.wait)
    show(
        [
            Figure(f"{streams:,} streams, memory", [serving], "MB", 250, at_least=False),
            Figure("   of a processor, when quiet", [quiet], "%"),
            Figure("commit to browser, p50", [p50], "ms", 50, at_least=False),
            Figure("   p95", [p95], "ms"),
            Figure("   p99", [p99], "ms"),
            Figure("SIGTERM until all streams were ended", [ended], "s", 10, at_least=False),
        ]
    )
    await runtime.close()


async def wait_for(address: str) -> None:
    async with httpx.AsyncClient() as client:
        for _ in range(600):
            try:
                if (await client.get(address)).status_code == 200:
                    return
            except (httpx.HTTPError, SQLAlchemyError):
                pass
            await asyncio.sleep(0.1)
    raise SystemExit(f"nothing answers at {address}")


def main(streams: int = 2000, events: int = 200, rate: float = 20) -> None:
    servers = TestServers()
    servers.start()
    port = free_port()
    os.environ["SOUK_SECRET"] = SECRET
    database = TestDatabase(os.environ[POSTGRES], SECRET, assemble(configure()).names)
    database.make()
    settings = {
        "DATABASE_URL": database.url,
        "VALKEY_URL": os.environ[VALKEY],
        "VALKEY_PREFIX": f"bench-{os.getpid()}",
        "LIMITS_ENABLED": "false",
        "LIVE_STREAMS_PER_PERSON": "100000",
        "LIVE_STREAMS": "100000",
        "WEB_PORT": str(port),
        "LOGGING_LEVEL": "warning",
        "LOGGING_ACCESS": "false",
    }
    os.environ |= {f"SOUK_{name}": value for name, value in settings.items()}
    os.environ["PYTHONPATH"] = f"{ROOT}:{ROOT / 'platform'}"
    processes = [subprocess.Popen([*SOUK, command]) for command in ("serve", "worker")]
    try:
        asyncio.run(run(processes[0], port, streams, events, rate))
    finally:
        for process in processes:
            process.terminate()
            process.wait(20)
        database.drop()
        servers.stop()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
