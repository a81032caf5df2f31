"""A new version replaces the old one while customers go on shopping, and none of them sees an error."""

import asyncio
import os
import random
import signal
import subprocess
import sys
from collections.abc import AsyncIterator, Iterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from shop.load.shoppers import Shoppers
from shop.load.tallies import Tally
from shop.mounted import MODULES
from shop.places import ROOT
from souk.lean_client import Client
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.faults.rolling import Web, caddy, next_version, proxy, run
from tests.journeys.open_shop import Shop, free_port, until

VISITORS = 3
VISITS = 40
"""That must go well at each step."""
PATIENCE = 120.0
MOVING = "SELECT 1 FROM orders.order WHERE stage IN ('AwaitingStock', 'AwaitingPayment')"


class Crowd:
    """Visitors who look around, fill carts and order, and do not stop."""

    def __init__(self, address: str) -> None:
        self._client = Client(address, PATIENCE)
        self._shoppers = Shoppers(self._client, random.Random(1))
        self.tally = Tally()
        self.visits = 0
        self._stopped = False

    @asynccontextmanager
    async def shopping(self) -> AsyncIterator[None]:
        await self._shoppers.look_around()
        tasks = [asyncio.create_task(self._visit()) for _ in range(VISITORS)]
        try:
            yield
        finally:
            self._stopped = True
            await asyncio.gather(*tasks)
            self._client.close()

    async def _visit(self) -> None:
        while not self._stopped:
            done = await self._shoppers.visit()
            self.tally.portion(done.route, 0).add(done.outcome, 0.0)
            self.visits += 1
            await asyncio.sleep(0.1)

    async def some_more(self) -> None:
        """Wait until they have been served some more."""
        wanted = self.visits + VISITS
        async with asyncio.timeout(PATIENCE):
            while self.visits < wanted:  # noqa: ASYNC110 - a look now and then is enough
                await asyncio.sleep(0.05)


class Deployment:
    """The shop in production: two web processes and a worker, of versions that change."""

    def __init__(self, database: str, folder: Path) -> None:
        self.shop = Shop(address="", database=database)
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
            "SOUK_DATABASE_URL": database,
            "SOUK_DATABASE_POOL_WAIT_SECONDS": str(PATIENCE),
            "SOUK_VALKEY_URL": os.environ[VALKEY],
            "SOUK_VALKEY_PREFIX": folder.name,
            "SOUK_SECRET": SECRET,
            "SOUK_LIMITS_ENABLED": "false",
            "SOUK_WEB_DEADLINE_SECONDS": str(PATIENCE),
            "SOUK_WEB_LEAVING_SECONDS": "5",  # as compose.yaml has it
            "SOUK_LOGGING_LEVEL": "error",
        }
        self.webs = [Web(free_port(), self.environment) for _ in range(2)]
        self._worker: subprocess.Popen[bytes] | None = None

    def do(self, tree: Path, *arguments: str) -> None:
        assert run(tree, self.environment, *arguments).wait(PATIENCE) == 0

    def replace_worker(self, tree: Path) -> None:
        """Start another one and stop the one before."""
        before, self._worker = self._worker, run(tree, self.environment, "worker")
        if before is not None:
            before.send_signal(signal.SIGTERM)
            assert before.wait(60) == 0

    def close(self) -> None:
        for web in self.webs:
            web.kill()
        if self._worker is not None:
            self._worker.terminate()
            self._worker.wait(60)


@pytest.fixture
def deployment(servers: TestServers, tmp_path: Path) -> Iterator[Deployment]:
    database = TestDatabase(
        os.environ[POSTGRES], SECRET, [build.__module__.split(".")[1] for build in MODULES]
    )
    database.make()
    made = Deployment(database.url, tmp_path)
    try:
        yield made
    finally:
        made.close()
        database.drop()


async def deploy(deployment: Deployment, newer: Path, crowd: Crowd) -> None:
    """Do what docs/operations.md says, one step after the other, while the crowd goes on."""

    def made_by(version: str) -> bool:
        return (version,) in deployment.shop.rows("SELECT DISTINCT made_by FROM orders.order")

    await crowd.some_more()
    await asyncio.to_thread(deployment.do, newer, "migrate", "up")
    await crowd.some_more()  # the old version on the new tables
    assert not made_by("new")
    first, second = deployment.webs
    assert await asyncio.to_thread(first.stop) == 0
    await asyncio.to_thread(first.start, newer)
    new, old = await asyncio.to_thread(first.visits), await asyncio.to_thread(second.visits)
    async with asyncio.timeout(PATIENCE):
        while not (made_by("new") and made_by("old")):
            await crowd.some_more()  # both versions at once; the old worker hears of the new one's orders
    assert await asyncio.to_thread(first.visits) > new
    assert await asyncio.to_thread(second.visits) > old
    assert await asyncio.to_thread(second.stop) == 0
    await asyncio.to_thread(second.start, newer)
    await crowd.some_more()
    await asyncio.to_thread(deployment.replace_worker, newer)
    await crowd.some_more()


@pytest.mark.slow
async def test_customers_see_no_error_while_a_new_version_replaces_the_old_one(
    deployment: Deployment, tmp_path: Path
):
    program = await asyncio.to_thread(caddy)
    if program is None:
        pytest.skip("there is no Caddy, and none to be had")
    newer = await asyncio.to_thread(next_version, tmp_path / "next")
    await asyncio.to_thread(deployment.do, ROOT, "seed", "--products", "60")
    for web in deployment.webs:
        await asyncio.to_thread(web.start, ROOT)
    deployment.replace_worker(ROOT)
    # Who has never worked is told of nothing: in a shop that was never open, that takes a moment.
    shop = deployment.shop
    await asyncio.to_thread(until, lambda: shop.rows("SELECT 1 FROM souk.subscription"), PATIENCE)
    with proxy(program, tmp_path, free_port(), deployment.webs) as address:
        crowd = Crowd(address)
        async with crowd.shopping():
            await deploy(deployment, newer, crowd)
    found = crowd.tally.sum()
    sys.stdout.write(f"{found.requests} requests: {dict(found.outcomes)}\n")
    assert dict(found.errors) == {}
    await asyncio.to_thread(until, lambda: shop.rows(MOVING) == [], PATIENCE)
    await asyncio.to_thread(until, lambda: shop.rows("SELECT 1 FROM souk.delivery") == [], PATIENCE)
    await asyncio.to_thread(deployment.do, newer, "doctor")
