"""Jobs recorded, run and closed by two worker processes, and how soon one starts in an idle system.

Run: python bench/jobs.py [rounds]. Budgets: 700 jobs/s; enqueue to start p50 < 25 ms.
BENCH_POSTGRES and BENCH_VALKEY name servers; without them, ours are started, fsync on. With
PROCRASTINATE_PYTHON, an interpreter that has procrastinate, the same is done with it on the same PostgreSQL.
"""

import asyncio
import json
import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import uvloop
from sqlalchemy import MetaData, make_url
from stand import SECRET, Figure, database, servers, show, workers

from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.database.committing import committing
from souk.messages import Context, Event, Job, Progress
from souk.modules import Module, Registry, does
from souk.runtime import Runtime, settle_memory

JOBS, BATCH, SLOTS, SINGLES = 3_000, 100, 16, 60
PAUSES = random.Random(1)


class Nothing(Job, wire="users.nothing.v1"):
    number: int


class Announce(Job, wire="users.announce.v1"):
    number: int


class Stamp(Job, wire="users.stamp.v1"):
    pass


class Announced(Event, wire="users.announced.v1"):
    number: int


async def nothing(_tx: Transaction, _: Nothing) -> None:
    return None


async def announce(tx: Transaction, job: Announce) -> None:
    tx.publish(Announced(number=job.number))


async def stamp(_tx: Transaction, _: Stamp, *, progress: Progress) -> None:
    progress(int(time.time() * 1e6), 0)


def runtime(url: str, valkey: str) -> Runtime:
    module = Module(
        name="users",
        summary="Benchmark.",
        tables=MetaData(schema="users"),
        events=[Announced],
        jobs=[does(nothing), does(announce), does(stamp)],
    )
    overrides = {
        "secret": SECRET,
        "database.url": url,
        "valkey.url": valkey,
        "valkey.prefix": make_url(url).database or "bench",
        "worker.slots": SLOTS,
    }
    configuration = load(PLATFORM_SECTIONS, environment={}, overrides=overrides)
    return Runtime(Registry([module], administration([module], configuration)), configuration, at_once=SLOTS)


async def work(url: str, valkey: str) -> None:
    running = runtime(url, valkey)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await running.run_jobs()
    settle_memory()
    print("ready", flush=True)
    await stop.wait()
    await running.close()


async def throughput(running: Runtime, kind: type[Nothing] | type[Announce]) -> float:
    started = time.perf_counter()
    for first in range(0, JOBS, BATCH):
        async with committing(running.switchboard.transaction("users", Context())) as tx:
            for number in range(first, first + BATCH):
                tx.enqueue(kind(number=number))
        running.hint.wake({kind.wire})
    count = "SELECT count(*) AS left FROM souk.job WHERE state IN ('waiting', 'handed_over', 'running')"
    while (await running.ledger.rows(count))[0]["left"]:
        await asyncio.sleep(0.05)
    return JOBS / (time.perf_counter() - started)


async def latency(running: Runtime) -> list[float]:
    for _ in range(SINGLES):
        await asyncio.sleep(PAUSES.uniform(0.2, 0.8))
        async with committing(running.switchboard.transaction("users", Context())) as tx:
            tx.enqueue(Stamp())
        running.hint.wake({Stamp.wire})
    sql = """
        SELECT progress / 1e3 - extract(epoch FROM created_at) * 1e3 AS ms FROM souk.job
        WHERE type = :type AND state = 'done'
    """
    while len(done := await running.ledger.rows(sql, type=Stamp.wire)) < SINGLES:
        await asyncio.sleep(0.05)
    return sorted(float(row["ms"]) for row in done)


async def ours(url: str, valkey: str) -> dict[str, object]:
    running = runtime(url, valkey)
    try:
        await throughput(running, Nothing)  # warm
        return {
            "nothing": await throughput(running, Nothing),
            "event": await throughput(running, Announce),
            "ms": await latency(running),
        }
    finally:
        await running.close()


def theirs(server: str, python: str) -> dict[str, object]:
    script = str(Path(__file__).with_name("jobs_procrastinate.py"))
    with database(server, "souk_bench_theirs", migrated=False) as url:
        subprocess.run([python, script, "schema", url], check=True)
        with workers(python, script, "work", url):
            out = subprocess.run([python, script, "measure", url], check=True, capture_output=True)
            return dict(json.loads(out.stdout))


def measured(server: str, valkey: str) -> dict[str, object]:
    with (
        database(server, "souk_bench_jobs") as url,
        workers(sys.executable, __file__, "work", url, valkey),
    ):
        return uvloop.run(ours(url, valkey))


def main(rounds: int) -> None:
    python = os.environ.get("PROCRASTINATE_PYTHON", "")
    mine, peers = [], []
    with servers() as (server, valkey):
        for _ in range(rounds):
            mine.append(measured(server, valkey))
            if python:
                peers.append(theirs(server, python))
    rates = [float(str(done["nothing"])) for done in mine]
    lines = [
        Figure("a job that does nothing, 2 workers", rates, "jobs/s", 700),
        Figure("a job that publishes an event", [float(str(done["event"])) for done in mine], "jobs/s"),
        Figure(
            "enqueue to start, idle, p50", [percentile(done, 0.5) for done in mine], "ms", 25, at_least=False
        ),
        Figure("   p99", [percentile(done, 0.99) for done in mine], "ms"),
    ]
    if peers:
        its = [float(str(done["nothing"])) for done in peers]
        lines += [
            Figure("procrastinate, nothing", its, "jobs/s"),
            Figure("   ours / its", [our / other for our, other in zip(rates, its, strict=True)], "fold"),
            Figure("   its defer to start, idle, p50", [percentile(done, 0.5) for done in peers], "ms"),
        ]
    show(lines)


def percentile(done: dict[str, object], share: float) -> float:
    times: list[float] = done["ms"]  # type: ignore[assignment]
    return times[int(len(times) * share)]


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        uvloop.run(work(*sys.argv[2:]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
