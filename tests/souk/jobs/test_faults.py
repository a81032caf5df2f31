"""Servers emptied and stopped, workers killed: jobs wait, nothing is lost, nothing is done twice."""

import asyncio
import os
import signal
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from souk.embedded import EmbeddedValkey
from tests.souk.jobs.conftest import Shop, until
from tests.souk.jobs.toys import Bake, Taste

PROGRAM = Path(__file__).with_name("worker_process.py")


@pytest.fixture
def valkey() -> Iterator[EmbeddedValkey]:
    """A Valkey of the test's own, to be mistreated."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        server = EmbeddedValkey(Path(folder) / "valkey")
        server.start()
        yield server
        server.stop()


async def process(shop: Shop) -> asyncio.subprocess.Process:
    addresses = shop.addresses()
    return await asyncio.create_subprocess_exec(
        sys.executable,
        str(PROGRAM),
        shop.stage.runtime.database_url,
        str(addresses["valkey.url"]),
        str(addresses["valkey.prefix"]),
        env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
    )


async def test_hands_over_again_what_an_emptied_valkey_forgot(shop: Shop, valkey: EmbeddedValkey):
    client = Redis.from_url(valkey.url)
    await shop.open(**{"valkey.url": valkey.url, "worker.slots": 1})
    await shop.order(Bake(cake="first", then="wait"))
    await shop.job("running")
    await shop.order(Bake(cake="second"), Bake(cake="third"), Bake(cake="fourth"))
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'handed_over') = 3"))
    client.flushall()
    client.close()
    shop.oven.open.set()
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 4"))
    assert sorted(await shop.cakes()) == ["first", "fourth", "second", "third"]


async def test_jobs_wait_while_valkey_is_down_and_run_when_it_is_back(shop: Shop, valkey: EmbeddedValkey):
    await shop.open(**{"valkey.url": valkey.url})
    await shop.order(Taste(cake="before"))
    await shop.job("done")
    client = Redis.from_url(valkey.url)
    os.kill(int(client.info("server")["process_id"]), signal.SIGKILL)
    client.close()
    await until(lambda: _gone(valkey))
    await shop.order(Bake(cake="meanwhile"))
    (job,) = await shop.jobs("state <> 'done'")
    assert job["state"] in {"waiting", "handed_over"}
    valkey.restart()
    await until(lambda: shop.jobs("(SELECT count(*) FROM souk.job WHERE state = 'done') = 2"))
    assert await shop.cakes() == ["meanwhile"]
    assert (await shop.jobs())[1]["failures"] == 0


async def test_a_worker_killed_in_a_job_costs_an_attempt_and_nothing_else(shop: Shop, tmp_path: Path):
    dying = await process(shop)
    marker = tmp_path / "died"
    await shop.order(Bake(cake="plum", then="die", marker=str(marker)))
    assert await asyncio.wait_for(dying.wait(), 20) == -signal.SIGKILL
    (job,) = await shop.jobs()
    assert (job["state"], job["attempt"]) == ("running", 1), "the attempt was counted before the work began"
    await shop.open()
    job = await shop.job("done")
    assert (job["attempt"], job["failures"]) == (2, 1)
    (lost,) = await shop.attempts()
    assert (lost["outcome"], lost["reason"]) == ("lost", "its worker died")
    assert (lost["ended_at"] - lost["started_at"]).total_seconds() < 15
    assert await shop.cakes() == ["plum"]


async def test_a_worker_drains_on_sigterm_and_puts_back_what_takes_too_long(shop: Shop):
    draining = await process(shop)
    await shop.order(Bake(cake="endless", then="wait"))
    await shop.job("running")
    draining.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(draining.wait(), 20) == 0
    (job,) = await shop.jobs()
    assert (job["state"], job["failures"], job["reason"]) == ("waiting", 0, "its worker was stopped")
    assert await shop.stage.rows("SELECT * FROM souk.job_worker") == []


async def test_a_worker_lets_a_short_job_finish_before_it_stops(shop: Shop):
    runtime = await shop.open()
    await shop.order(Bake(cake="plum", then="wait"))
    await shop.job("running")
    closing = asyncio.create_task(shop.shut(runtime))
    await shop.order(Taste(cake="too late"))
    shop.oven.open.set()
    await closing
    assert await shop.cakes() == ["plum"]
    (left,) = await shop.jobs("state <> 'done'")
    assert left["type"] == "users.taste.v1"


async def _gone(valkey: EmbeddedValkey) -> bool:
    return valkey.exit_status() is not None
