"""Workers killed under load, Valkey emptied and stopped, PostgreSQL restarted: each effect happens once.

SOUK_TEST_KILLS sets how many workers are killed (40, or 500 for a release), SOUK_TEST_SEED when and which;
a failure tells it. Twelve are enough for each of the servers to go away once, and that is what runs by
itself.
A machine that is busy with other things may need more than the promised 30 s: SOUK_TEST_PROMISED_SECONDS.
"""

import asyncio
import os
import random
from collections.abc import AsyncIterator, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import psycopg
import pytest
import pytest_asyncio
from redis import Redis

from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from souk.runtime import Runtime
from souk.testing.databases import TestDatabase
from souk.testing.servers import PASSWORD, SECRET
from tests.souk.events.conftest import Works, until
from tests.souk.events.crew import Crew
from tests.souk.events.toys import LEDGER, Counted
from tests.souk.events.worker import subscriptions

KILLS = int(os.environ.get("SOUK_TEST_KILLS", "12"))
SEED = int(os.environ.get("SOUK_TEST_SEED", "0")) or random.randrange(2**32)
KEYS = [f"key {number}" for number in range(10)]
EVERYBODY = ("note", "project", "poisoned", "charge")
PROMISED_SECONDS = float(os.environ.get("SOUK_TEST_PROMISED_SECONDS", "30"))
MOST_PENDING = 200


@pytest.fixture(scope="module")
def servers_of_ours() -> Iterator[tuple[EmbeddedPostgres, EmbeddedValkey]]:
    """A PostgreSQL that survives a crash, and a Valkey, both to be mistreated."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        postgres = EmbeddedPostgres(Path(folder) / "postgres", password=PASSWORD, durable=True)
        valkey = EmbeddedValkey(Path(folder) / "valkey")
        with postgres, valkey:
            yield postgres, valkey


@pytest.fixture
def postgres(servers_of_ours) -> EmbeddedPostgres:
    return servers_of_ours[0]


@pytest.fixture
def valkey(servers_of_ours) -> EmbeddedValkey:
    return servers_of_ours[1]


@pytest_asyncio.fixture
async def works(postgres: EmbeddedPostgres) -> AsyncIterator[Works]:
    database = TestDatabase(postgres.url, SECRET, ["users"])
    await asyncio.to_thread(database.make)
    with psycopg.connect(database.url, autocommit=True) as owner:
        owner.execute(LEDGER.encode())
    made = Works(database.url)
    yield made
    await made.close()


@pytest_asyncio.fixture
async def publisher(works: Works, valkey: EmbeddedValkey) -> Runtime:
    runtime = works.runtime(*subscriptions(works.url), **{"valkey.url": valkey.url})
    await runtime.dispatcher.subscribe()
    return runtime


@pytest_asyncio.fixture
async def crew(works: Works, publisher: Runtime, valkey: EmbeddedValkey) -> AsyncIterator[Crew]:
    made = Crew(works, 3, {"valkey.url": valkey.url, "worker.metrics_port": 0})
    try:
        await until(made.are_at_work, seconds=60)
        yield made
    finally:
        await made.close()


class Load:
    """Publishes for every key one number after the other, whatever becomes of the servers."""

    def __init__(self, works: Works, publisher: Runtime) -> None:
        self._works = works
        self._publisher = publisher
        self.number = 0
        self._task = asyncio.create_task(self._run())

    async def reaches(self, number: int) -> bool:
        if self._task.done():
            self._task.result()
        return self.number >= number

    async def stop(self) -> None:
        self._task.cancel()
        await asyncio.gather(self._task, return_exceptions=True)
        await self._works.reconnect()
        if await self._is_there(self.number + 1):
            self.number += 1

    async def _run(self) -> None:
        """As fast as it can be delivered: a queue that only grows would say nothing about the last 30 s."""
        while True:
            await until(self._is_kept_up_with, seconds=90)
            await self._publish(self.number + 1)
            self.number += 1

    async def _is_kept_up_with(self) -> bool:
        try:
            return await self._works.pending() < MOST_PENDING
        except psycopg.OperationalError:
            return await self._works.reconnect()

    async def _publish(self, number: int) -> None:
        """Publish; an acknowledgement that was lost may have been of a commit or of none."""
        try:
            await self._works.publish(self._publisher, *(Counted(key=key, number=number) for key in KEYS))
        except Exception:  # noqa: BLE001 - every kind says only that we do not know
            await until(self._works.reconnect, seconds=60)
            if not await self._is_there(number):
                await self._publish(number)

    async def _is_there(self, number: int) -> bool:
        sql = "SELECT 1 FROM souk.event WHERE (payload->>'number')::int = %s"
        return bool(await self._works.rows(sql, number))


@pytest.mark.slow
async def test_each_effect_happens_once_and_in_order_whatever_is_killed(
    works: Works, publisher: Runtime, crew: Crew, postgres: EmbeddedPostgres, valkey: EmbeddedValkey
):
    chance = random.Random(SEED)
    load = Load(works, publisher)
    for kill in range(1, KILLS + 1):
        reached = load.number + chance.randint(1, 10)
        await until(lambda reached=reached: load.reaches(reached), seconds=90)
        crew.kill(chance.randrange(3))
        match kill % 12:
            case 2:
                _flush(valkey)
            case 4:
                valkey.stop()
            case 6:
                valkey.start()  # by this thread: with the one that starts it a server stops
            case 9:
                postgres.restart()
        await until(lambda kill=kill: crew.have_lost(kill), seconds=60)
    await load.stop()
    await until(works.nothing_pending, seconds=PROMISED_SECONDS)
    expected = {key: list(range(1, load.number + 1)) for key in KEYS}
    for subscriber in EVERYBODY:
        assert await works.ledger(subscriber) == expected, f"{subscriber}, SOUK_TEST_SEED={SEED}"
    assert await works.desk.dead_letters() == []
    await until(works.nothing_held)
    assert crew.deaths >= KILLS


def _flush(valkey: EmbeddedValkey) -> None:
    with Redis.from_url(valkey.url) as client:
        client.flushall()
