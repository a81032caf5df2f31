"""Jobs recorded, run and closed by two worker processes, and how soon one starts in an idle system.

Run: python bench/jobs.py [rounds]. Budgets: 700 jobs/s; enqueue to start p50 < 25 ms.
SOUK_BENCH_POSTGRES and SOUK_BENCH_VALKEY name servers; without them, ours are started, fsync on. With
PROCRASTINATE_PYTHON, an interpreter that has procrastinate, the same is done with it on the same PostgreSQL.
"""

import asyncio
import json
import os
import random
import signal
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import uvloop
from sqlalchemy import MetaData, make_url

from souk.configuration import PLATFORM_SECTIONS, load
from souk.database import Transaction
from souk.database.migrations import Migrations
from souk.database.transactions import committing
from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from souk.messages import Context, Event, Job, Progress
from souk.modules import Module, Registry, does
from souk.runtime import Runtime, settle_memory

ROOT = Path(__file__).parents[1]
SECRET = "a secret for benchmarks only, long enough for anybody"
JOBS, BATCH, WORKERS, SLOTS, SINGLES = 3_000, 100, 2, 16, 60
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
    return Runtime(
        Registry([module]), load(PLATFORM_SECTIONS, environment={}, overrides=overrides), at_once=SLOTS
    )


async def work(url: str, valkey: str) -> None:
    running = runtime(url, valkey)
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await running.run_jobs()
    settle_memory()
    print("ready", flush=True)
    await stop.wait()
    await running.close()


@contextmanager
def workers(*command: str, env: dict[str, str] | None = None) -> Iterator[None]:
    started = [
        subprocess.Popen(command, stdout=subprocess.PIPE, env={**os.environ, **(env or {})})
        for _ in range(WORKERS)
    ]
    for process in started:
        assert process.stdout
        assert process.stdout.readline().strip() == b"ready"
    yield
    for process in started:
        process.terminate()
    for process in started:
        process.wait(30)


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
    await asyncio.sleep(2)
    sql = (
        "SELECT progress / 1e3 - extract(epoch FROM created_at) * 1e3 AS ms FROM souk.job WHERE type = :type"
    )
    return sorted(float(row["ms"]) for row in await running.ledger.rows(sql, type=Stamp.wire))


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


def made(server: str, name: str) -> str:
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())
        owner.execute(f'CREATE DATABASE "{name}"'.encode())
    return make_url(server).set(database=name).render_as_string(hide_password=False)


def dropped(server: str, name: str) -> None:
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f'DROP DATABASE IF EXISTS "{name}" WITH (FORCE)'.encode())


def theirs(server: str, python: str) -> dict[str, object]:
    url = made(server, "souk_bench_theirs")
    script = str(Path(__file__).with_name("jobs_procrastinate.py"))
    try:
        subprocess.run([python, script, "schema", url], check=True)
        with workers(python, script, "work", url):
            out = subprocess.run([python, script, "measure", url], check=True, capture_output=True)
            return dict(json.loads(out.stdout))
    finally:
        dropped(server, "souk_bench_theirs")


def measured(server: str, valkey: str) -> dict[str, object]:
    url = made(server, "souk_bench_jobs")
    try:
        Migrations(url, SECRET, ["users"], ROOT / "migrations").up()
        with workers(sys.executable, __file__, "work", url, valkey):
            return uvloop.run(ours(url, valkey))
    finally:
        dropped(server, "souk_bench_jobs")


def show(name: str, rounds: list[dict[str, object]], kind: str) -> float:
    rates = [float(str(done[kind])) for done in rounds]
    middle = statistics.median(rates)
    print(f"{name:<34}{middle:8.0f} /s   {min(rates):.0f} to {max(rates):.0f}")
    return middle


def show_latency(name: str, rounds: list[dict[str, object]]) -> None:
    times = sorted(ms for done in rounds for ms in done["ms"])  # type: ignore[attr-defined]
    p50, p99 = times[len(times) // 2], times[int(len(times) * 0.99)]
    print(f"{name:<34}{p50:8.1f} ms p50  {p99:.1f} p99")


def main(rounds: int) -> None:
    with ExitStack() as servers:
        server, valkey = os.environ.get("SOUK_BENCH_POSTGRES", ""), os.environ.get("SOUK_BENCH_VALKEY", "")
        if not server:
            folder = Path(servers.enter_context(tempfile.TemporaryDirectory()))
            server = servers.enter_context(EmbeddedPostgres(folder / "postgres", password="owner")).url
            valkey = servers.enter_context(EmbeddedValkey(folder / "valkey")).url
        python = os.environ.get("PROCRASTINATE_PYTHON", "")
        mine, peers = [], []
        for _ in range(rounds):
            mine.append(measured(server, valkey))
            if python:
                peers.append(theirs(server, python))
    rate = show("souk, a job that does nothing", mine, "nothing")
    show("souk, a job that publishes an event", mine, "event")
    show_latency("souk, enqueue to start, idle", mine)
    if peers:
        peer = show("procrastinate, nothing", peers, "nothing")
        show_latency("procrastinate, defer to start", peers)
        print(f"{'souk / procrastinate':<34}{rate / peer:8.2f}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["work"]:
        uvloop.run(work(*sys.argv[2:]))
    else:
        main(int(sys.argv[1]) if len(sys.argv) > 1 else 3)
