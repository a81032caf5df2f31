"""How long an event takes to its effect when nothing else happens, and what publishing it costs."""

import asyncio
import random
import statistics
import sys
import time
from pathlib import Path

import psycopg
from events_app import INSERT, Counted, runtime
from events_tables import emptied, leased, left
from sqlalchemy import text
from stand import workers

from souk.database.committing import committing
from souk.messages import Context
from souk.runtime import Runtime, settle_memory

APP = str(Path(__file__).with_name("events_app.py"))
SINGLES, PUBLISHED = 60, 400
PAUSES = random.Random(1)
TAKEN = """
    SELECT extract(epoch FROM toy.at - event.published_at) * 1e3 FROM users.toy JOIN souk.event USING (key)
"""
CONTEXT = Context(reason="bench")


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
