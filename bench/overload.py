"""Overload: what those who are served notice of three times the capacity, in a real web process.

Run: python bench/overload.py [seconds]. It starts servers of its own, with a worker, one web process and a
demo shop of 1,000 products. First the capacity is found by visitors who do not pause (a closed loop), then
half of it is offered and three times it (open loops: times count from when a request was due). The same
again with overload.shed off. Budget: at three times the capacity, p99 of those who are served below four
times the p99 at half of it.
"""

import asyncio
import os
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from shop.assembly import assemble, configure
from shop.load.crew import run, shares
from shop.load.generator import Plan
from shop.load.report import Row, rows
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.journeys.open_shop import free_port

ROOT = Path(__file__).parents[1]
SOUK = [sys.executable, "-m", "shop"]
BUDGET = 4.0
WARM_UP = 3
VISITORS = 8
FACTOR = 3


@contextmanager
def shop(environment: dict[str, str], port: int) -> Iterator[str]:
    processes = [subprocess.Popen([*SOUK, name], env=environment) for name in ("serve", "worker")]
    url = f"http://127.0.0.1:{port}"
    try:
        for _ in range(600):
            with suppress(OSError):
                urllib.request.urlopen(f"{url}/health/ready").read()  # noqa: S310 - our own address
                break
            time.sleep(0.1)
        yield url
    finally:
        for process in processes:
            process.terminate()
        for process in processes:
            process.wait(60)


def asked(url: str, seconds: int, rate: float = 0.0) -> Row:
    plan = Plan(
        url=url,
        seconds=WARM_UP + seconds,
        rate=rate,
        visitors=0 if rate else VISITORS,
        pause=0.0,
    )
    tally = asyncio.run(run(shares(plan, 1), lambda _: None))
    return rows(tally, range(WARM_UP, WARM_UP + seconds))[0]


def told(name: str, row: Row) -> None:
    print(
        f"{name:<28}{row.per_second:>9,.0f} answers/s   p50 {row.p50:>8,.1f}   p95 {row.p95:>8,.1f}"
        f"   p99 {row.p99:>8,.1f} ms   {row.error_share:>6.1%} refused or failed {row.errors or ''}"
    )


def compared(environment: dict[str, str], port: int, seconds: int, *, shed: bool) -> float:
    with shop(environment | {"SOUK_OVERLOAD_SHED": str(shed).lower()}, port) as url:
        print(f"shedding {'on' if shed else 'off'}")
        asked(url, seconds)
        full = asked(url, seconds)
        told("  capacity (closed loop)", full)
        calm = asked(url, seconds, 0.5 * full.per_second)
        told("  half of it offered", calm)
        crowd = asked(url, seconds, FACTOR * full.per_second)
        told(f"  {FACTOR} times it offered", crowd)
        print(f"  p99 x {crowd.p99 / calm.p99:.1f}, {crowd.per_second / full.per_second:.2f} of the capacity")
        return crowd.p99 / calm.p99


def main(seconds: int = 10) -> None:
    servers = TestServers()
    servers.start()
    os.environ["SOUK_SECRET"] = SECRET
    database = TestDatabase(os.environ[POSTGRES], SECRET, assemble(configure()).names)
    database.make()
    port = free_port()
    environment = {
        **os.environ,
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": f"bench-{os.getpid()}",
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_LOGGING_LEVEL": "error",
        "SOUK_WEB_PORT": str(port),
    }
    try:
        subprocess.run([*SOUK, "seed"], env=environment, check=True, stderr=subprocess.DEVNULL)
        print(f"load average before: {os.getloadavg()[0]:.1f}")
        ratio = compared(environment, port, seconds, shed=True)
        compared(environment, port, seconds, shed=False)
        print(f"p99 at {FACTOR} times the capacity {ratio:.1f} of the calm one's (budget {BUDGET:g})")
    finally:
        database.drop()
        servers.stop()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
