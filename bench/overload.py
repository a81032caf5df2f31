"""Overload: what those who are served notice of three times the capacity, in a real web process.

Run: python bench/overload.py [seconds] [rounds]. It starts servers of its own, with a worker, one web
process and a demo shop of 1,000 products. First the capacity is found by visitors who do not pause (a
closed loop), then half of it is offered and three times it (open loops: times count from when a request was
due). The same again with overload.shed off. Budget: at three times the capacity, p99 of those who are
served below four times the p99 at half of it.
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
from typing import NamedTuple

from stand import Figure, show

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


class Crowd(NamedTuple):
    """What was found at the capacity, at half of it, and at three times it."""

    full: Row
    calm: Row
    crowd: Row

    @property
    def slower(self) -> float:
        return self.crowd.p99 / self.calm.p99


def found(environment: dict[str, str], port: int, seconds: int, *, shed: bool) -> Crowd:
    with shop(environment | {"SOUK_OVERLOAD_SHED": str(shed).lower()}, port) as url:
        asked(url, seconds)
        full = asked(url, seconds)
        calm = asked(url, seconds, 0.5 * full.per_second)
        return Crowd(full, calm, asked(url, seconds, FACTOR * full.per_second))


def measured(environment: dict[str, str], port: int, seconds: int, rounds: int) -> None:
    every = [found(environment, port, seconds, shed=True) for _ in range(rounds)]
    bare = found(environment, port, seconds, shed=False)
    show(
        [
            Figure(
                "capacity: 8 visitors who never pause", [each.full.per_second for each in every], "answers/s"
            ),
            Figure("half of it offered: p99", [each.calm.p99 for each in every], "ms"),
            Figure("three times it offered: p99", [each.crowd.p99 for each in every], "ms"),
            Figure(
                "   of the calm one",
                [each.slower for each in every],
                "fold",
                BUDGET,
                at_least=False,
            ),
            Figure("   refused or failed", [each.crowd.error_share for each in every], "share"),
            Figure("   answers", [each.crowd.per_second for each in every], "answers/s"),
            Figure("the same without shedding: p99", [bare.crowd.p99], "ms"),
            Figure("   refused or failed", [bare.crowd.error_share], "share"),
            Figure("   answers", [bare.crowd.per_second], "answers/s"),
        ]
    )


def main(seconds: int = 10, rounds: int = 3) -> None:
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
        measured(environment, port, seconds, rounds)
    finally:
        database.drop()
        servers.stop()


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
