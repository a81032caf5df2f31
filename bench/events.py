"""Events from their publication to their effect: throughput, cost of a claim, latency, cost of publishing.

Run: python bench/events.py [rounds]. BENCH_POSTGRES and BENCH_VALKEY name servers; without them,
ours are started, fsync on. With PROCRASTINATE_PYTHON, an interpreter that has procrastinate, its jobs that do
nothing are counted on the same PostgreSQL: the nearest thing that it has to an event for one subscriber.
"""

import asyncio
import os
import random
import statistics
import subprocess
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import psycopg
import uvloop
from events_app import INSERT, TABLES, Counted, runtime
from jobs import theirs
from sqlalchemy import text
from stand import SECRET, WORKERS, Figure, database, servers, show, workers

from souk.configuration import DatabaseSettings
from souk.database.committing import committing
from souk.events.fetching import Fetching
from souk.events.store import EventStore
from souk.kernel import new_id
from souk.messages import Context
from souk.runtime import Runtime, settle_memory

APP = str(Path(__file__).with_name("events_app.py"))
ONE_BY_ONE, IN_BATCHES, PENDING, SINGLES, PUBLISHED, LOOKS = 4_000, 200_000, 1_000_000, 60, 400, 40
PAUSES = random.Random(1)
BACKLOG = """
    WITH written AS (
        INSERT INTO souk.event (id, type, module, key, payload, context)
        SELECT gen_random_uuid(), 'users.counted.v1', 'users', 'key ' || n %% %(keys)s,
               jsonb_build_object('name', 'key ' || n %% %(keys)s, 'number', n), '{"reason": "bench"}'
        FROM generate_series(1, %(events)s) n RETURNING position, published_at, type, key
    )
    INSERT INTO souk.delivery (subscriber, lane, position, published_at, key)
    SELECT s.subscriber, souk.lane_of(w.key), w.position, w.published_at, w.key
    FROM written w JOIN souk.subscription s ON s.event = souk.name_of(w.type)
"""
TAKEN = """
    SELECT extract(epoch FROM toy.at - event.published_at) * 1e3 FROM users.toy JOIN souk.event USING (key)
"""
CONTEXT = Context(reason="bench")


def prepared(url: str) -> None:
    with psycopg.connect(url, autocommit=True) as owner:
        owner.execute(TABLES.encode())


def emptied(owner: "psycopg.Connection[tuple[object, ...]]") -> None:
    owner.execute("TRUNCATE souk.event, souk.delivery, users.toy, users.toy_count")


def left(owner: "psycopg.Connection[tuple[object, ...]]") -> bool:
    return owner.execute("SELECT EXISTS (SELECT FROM souk.delivery)").fetchone() == (True,)


async def leased(url: str, count: int) -> None:
    """Return when so many workers share the lanes."""
    shared = "SELECT count(DISTINCT owner), count(owner) FROM souk.lane"
    with psycopg.connect(url, autocommit=True) as owner:
        while owner.execute(shared).fetchone() != (count, 16):
            await asyncio.sleep(0.05)


async def delivered(running: Runtime, url: str, events: int, keys: int) -> float:
    """Return how many a second the workers deliver of a backlog that is there at one moment."""
    with psycopg.connect(url, autocommit=True) as owner:
        emptied(owner)
        owner.execute(BACKLOG, {"events": events, "keys": keys})
        started = time.perf_counter()
        running.hint.wake({Counted.wire})
        while left(owner):
            await asyncio.sleep(0.02)
    return events / (time.perf_counter() - started)


async def throughput(url: str, valkey: str, kind: str, *sizes: tuple[int, int]) -> list[float]:
    """Return the rates for each number of events and keys; the first time is to get warm."""
    running = runtime(url, valkey, kind)
    try:
        with workers(sys.executable, APP, kind, url, valkey):
            await leased(url, WORKERS)
            await delivered(running, url, 1_000, 100)
            return [await delivered(running, url, events, keys) for events, keys in sizes]
    finally:
        await running.close()


def bare(url: str, kind: str) -> float:
    """Return how many a second a loop does that only sends the statements."""
    with psycopg.connect(url, autocommit=True) as owner:
        emptied(owner)
        owner.execute(BACKLOG, {"events": ONE_BY_ONE, "keys": 1_000})
        worker = new_id()
        owner.execute(
            "INSERT INTO souk.worker (id, name, hears, alive_until) VALUES (%s, '', '{}', 'infinity')",
            [worker],
        )
        owner.execute("UPDATE souk.lane SET owner = %s, mark = NULL", [worker])
        command = (sys.executable, APP, kind, url)
        loops = [
            subprocess.Popen([*command, str(half)], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
            for half in range(WORKERS)
        ]
        for loop in loops:
            assert loop.stdout and loop.stdout.readline().strip() == b"ready"
        started = time.perf_counter()
        for loop in loops:
            assert loop.stdin
            loop.stdin.write(b"\n")
            loop.stdin.flush()
        for loop in loops:
            assert loop.stdout and loop.stdout.readline().strip() == b"done"
        seconds = time.perf_counter() - started
        for loop in loops:
            loop.wait(10)
        assert not left(owner)
        owner.execute("DELETE FROM souk.worker WHERE id = %s", [worker])
    return ONE_BY_ONE / seconds


async def claim(url: str, pending: int) -> float:
    """Return the milliseconds of a fetch of the next events of all lanes."""
    worker = new_id()
    with psycopg.connect(url, autocommit=True) as owner:
        emptied(owner)
        owner.execute(BACKLOG, {"events": pending, "keys": 1_000})
        owner.execute(
            "INSERT INTO souk.worker (id, name, hears, alive_until) VALUES (%s, '', '{}', 'infinity')",
            [worker],
        )
        owner.execute("UPDATE souk.lane SET owner = %s, mark = NULL", [worker])
    store = EventStore(DatabaseSettings(url=url), SECRET, queue=True)
    fetching = Fetching(store, "users.note")
    times = []
    for _ in range(LOOKS):
        started = time.perf_counter()
        assert len(await fetching.fresh(worker, range(16), 16, 256)) == 256
        times.append((time.perf_counter() - started) * 1e3)
    await store.close()
    with psycopg.connect(url, autocommit=True) as owner:
        emptied(owner)
        owner.execute("DELETE FROM souk.worker WHERE id = %s", [worker])
    return statistics.median(times)


async def latency(running: Runtime, url: str) -> tuple[float, float]:
    """Return p50 and p99 of the milliseconds from an event's statement to its effect's, in an idle system."""
    with psycopg.connect(url, autocommit=True) as owner:
        emptied(owner)
        for number in range(SINGLES):
            await asyncio.sleep(PAUSES.uniform(0.1, 0.4))
            await published(running, [Counted(name=f"key {number}", number=number)])
        while left(owner):
            await asyncio.sleep(0.02)
        times = sorted(float(row[0]) for row in owner.execute(TAKEN))
    return times[len(times) // 2], times[int(len(times) * 0.99)]


async def published(running: Runtime, events: list[Counted], *, write: bool = False) -> None:
    async with committing(running.switchboard.transaction("users", CONTEXT)) as tx:
        if write:
            await tx.execute(text(INSERT), {"key": "a", "number": 1})
        for event in events:
            tx.publish(event)
    if events:
        running.hint.wake({Counted.wire})


async def publishing(running: Runtime) -> dict[int, float]:
    """Return the milliseconds of a one-row transaction that publishes so many events."""
    times: dict[int, list[float]] = {0: [], 1: [], 10: []}
    for number in range(PUBLISHED):
        for events, taken in times.items():
            wanted = [Counted(name=f"key {number}", number=turn) for turn in range(events)]
            started = time.perf_counter()
            await published(running, wanted, write=True)
            taken.append((time.perf_counter() - started) * 1e3)
    return {events: statistics.median(taken[PUBLISHED // 10 :]) for events, taken in times.items()}


async def idle(url: str, valkey: str) -> list[float]:
    """Return the latencies in one process, then between two."""
    alone = runtime(url, "")
    await alone.dispatcher.subscribe()
    alone.dispatch()
    settle_memory()
    await leased(url, 1)
    found = [*await latency(alone, url)]
    await alone.close()
    publisher = runtime(url, valkey)
    with workers(sys.executable, APP, "work", url, valkey, count=1):
        await leased(url, 1)
        found += await latency(publisher, url)
    await publisher.close()
    return found


async def costs(url: str, valkey: str) -> dict[int, float]:
    running = runtime(url, valkey)
    await running.dispatcher.subscribe()
    found = await publishing(running)
    await running.close()
    return found


def one_round(server: str, valkey: str) -> dict[str, float]:
    found: dict[str, float] = {}

    def run(work: Callable[[], Awaitable[object]]):
        return uvloop.run(work())  # type: ignore[arg-type]

    with database(server, "souk_bench_events") as url:
        prepared(url)
        costs_ = run(lambda: costs(url, valkey))
        found["alone"], found["with 1"], found["with 10"] = (
            costs_[0],
            costs_[1] / costs_[0],
            costs_[10] / costs_[0],
        )
        found["p50"], found["p99"], found["p50 across"], found["p99 across"] = run(lambda: idle(url, valkey))
        sizes = ((ONE_BY_ONE, 1_000), (ONE_BY_ONE // 2, 10))
        found["each"], found["hot"] = run(lambda: throughput(url, valkey, "work", *sizes))
        found["core"], found["bare"] = bare(url, "core"), bare(url, "bare")
        small, large = run(lambda: claim(url, 1_000)), run(lambda: claim(url, PENDING))
        found["claim"], found["claim grows"] = small, large / small
    with database(server, "souk_bench_batches") as url:
        prepared(url)
        (found["batch"],) = run(lambda: throughput(url, valkey, "count", (IN_BATCHES, 1_000)))
    python = os.environ.get("PROCRASTINATE_PYTHON", "")
    if python:
        found["procrastinate"] = float(str(theirs(server, python)["nothing"]))
    return found


def main(rounds: int = 3) -> None:
    with servers() as (server, valkey):
        done = [one_round(server, valkey) for _ in range(rounds)]

    def figure(
        name: str, key: str, unit: str, budget: float | None = None, *, at_least: bool = True
    ) -> Figure:
        return Figure(name, [found[key] for found in done], unit, budget, at_least)

    def ratio(name: str, key: str, to: str, budget: float | None = None) -> Figure:
        return Figure(name, [found[key] / found[to] for found in done], "fold", budget)

    lines = [
        figure("batches, 2 workers, 1,000 keys", "batch", "events/s", 40_000),
        figure("a transaction with an insert each, 2 workers", "each", "events/s", 1_500),
        figure("   the same statements in a bare loop, SQLAlchemy", "core", "events/s"),
        figure("   the same statements in a bare loop, psycopg", "bare", "events/s"),
        ratio("   workers / bare loop, SQLAlchemy", "each", "core", 0.6),
        ratio("   workers / bare loop, psycopg", "each", "bare"),
        figure("   the same with 10 hot keys", "hot", "events/s", 800),
        figure("fetch of 256 with 1,000 pending", "claim", "ms"),
        figure("   1,000,000 pending / 1,000 pending", "claim grows", "fold", 1.25, at_least=False),
        figure("event to effect, idle, one process, p50", "p50", "ms", 10, at_least=False),
        figure("   p99", "p99", "ms", 50, at_least=False),
        figure("event to effect, idle, two processes, p50", "p50 across", "ms", 25, at_least=False),
        figure("   p99", "p99 across", "ms"),
        figure("one-row transaction", "alone", "ms"),
        figure("   with an event / without", "with 1", "fold", 1.5, at_least=False),
        figure("   with ten events / without", "with 10", "fold"),
    ]
    if "procrastinate" in done[0]:
        lines.append(figure("procrastinate, a job that does nothing", "procrastinate", "jobs/s"))
        lines.append(ratio("   our events with an insert each / its jobs", "each", "procrastinate"))
    show(lines)


if __name__ == "__main__":
    main(*(int(argument) for argument in sys.argv[1:]))
