"""Servers emptied and stopped, workers killed: jobs wait, nothing is lost, nothing is done twice."""

import asyncio
import os
import signal
from collections.abc import Callable, Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from redis import Redis

from souk.embedded import EmbeddedValkey
from tests.souk.forks import PROCESSES, ForkServerProcess
from tests.souk.jobs.conftest import Shop, until
from tests.souk.jobs.toys import Bake, Taste
from tests.souk.jobs.worker_process import work

SHORT_LEASE = {"worker.lease_seconds": 2.0}


@pytest.fixture
def valkey() -> Iterator[EmbeddedValkey]:
    """A Valkey of the test's own, to be mistreated."""
    memory = Path("/dev/shm")
    with TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        server = EmbeddedValkey(Path(folder) / "valkey")
        server.start()
        yield server
        server.stop()


@pytest.fixture
def start(shop: Shop) -> Iterator[Callable[..., ForkServerProcess]]:
    """Start a worker in a process of its own; what the test leaves running is killed."""
    started: list[ForkServerProcess] = []

    def process(**settings: object) -> ForkServerProcess:
        worker = PROCESSES.Process(target=work, args=(shop.settings(**settings),), daemon=True)
        worker.start()
        started.append(worker)
        return worker

    yield process
    for worker in started:
        worker.kill()
        worker.join()


async def test_hands_over_again_what_an_emptied_valkey_forgot(shop: Shop, valkey: EmbeddedValkey):
    client = Redis.from_url(valkey.url)
    await shop.open(**{"valkey.url": valkey.url, "worker.slots": 1, **SHORT_LEASE})
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


async def test_a_worker_killed_in_a_job_costs_an_attempt_and_nothing_else(
    shop: Shop, start: Callable[..., ForkServerProcess], tmp_path: Path
):
    dying = start(**SHORT_LEASE)
    marker = tmp_path / "died"
    await shop.order(Bake(cake="plum", then="die", marker=str(marker)))
    await until(lambda: _has_ended(dying))
    assert dying.exitcode == -signal.SIGKILL
    (job,) = await shop.jobs()
    assert (job["state"], job["attempt"]) == ("running", 1), "the attempt was counted before the work began"
    await shop.open(**SHORT_LEASE)
    job = await shop.job("done")
    assert (job["attempt"], job["failures"]) == (2, 1)
    (lost,) = await shop.attempts()
    assert (lost["outcome"], lost["reason"]) == ("lost", "its worker died")
    assert await shop.cakes() == ["plum"]


async def test_a_worker_drains_on_sigterm_and_puts_back_what_takes_too_long(
    shop: Shop, start: Callable[..., ForkServerProcess]
):
    draining = start(**{"worker.drain_seconds": 0.2})
    await shop.order(Bake(cake="endless", then="wait"))
    await shop.job("running")
    draining.terminate()
    await until(lambda: _has_ended(draining))
    assert draining.exitcode == 0
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


async def _has_ended(process: ForkServerProcess) -> bool:
    return process.exitcode is not None


async def _gone(valkey: EmbeddedValkey) -> bool:
    return valkey.exit_status() is not None
