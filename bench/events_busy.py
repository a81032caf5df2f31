"""How many events a second the workers deliver, beside a loop that only sends their statements."""

import asyncio
import statistics
import subprocess
import sys
import time
from pathlib import Path

import psycopg
from events_app import Counted, runtime
from events_tables import BACKLOG, emptied, leased, left
from stand import SECRET, WORKERS, workers

from souk.configuration import DatabaseSettings
from souk.events.fetching import Fetching
from souk.events.store import EventStore
from souk.kernel import new_id
from souk.runtime import Runtime

APP = str(Path(__file__).with_name("events_app.py"))
ONE_BY_ONE, LOOKS = 4_000, 40


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
        owner.execute("VACUUM (ANALYZE) souk.event, souk.delivery")  # a million at once are nobody's backlog
        owner.execute("CHECKPOINT")
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
