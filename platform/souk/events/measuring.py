"""Measures for Prometheus, now and then, how far the subscribers are behind."""

import asyncio

from prometheus_client import Gauge

from souk.events.lag import LAG
from souk.events.store import EventStore
from souk.observability.metrics import METRICS

EVERY_SECONDS = 15.0
WHO = ["subscriber"]

PENDING = Gauge("souk_events_pending", "Deliveries that wait.", WHO, registry=METRICS)
OLDEST = Gauge(
    "souk_events_oldest_pending_seconds", "For how long the oldest delivery waits.", WHO, registry=METRICS
)
HELD = Gauge("souk_events_held_keys", "Keys that wait after a failure.", WHO, registry=METRICS)
DEAD = Gauge("souk_events_dead_letters", "Deliveries that were given up.", WHO, registry=METRICS)
WORKERS = Gauge(
    "souk_events_workers", "Living workers that know the subscriber; 0: nobody does.", WHO, registry=METRICS
)
GAUGES = (PENDING, OLDEST, HELD, DEAD, WORKERS)

MEASURE = f"""
    SELECT lag.*, coalesce(extract(epoch FROM clock_timestamp() - oldest_at), 0)::float8 AS oldest
    FROM ({LAG}) lag
"""


async def measure(store: EventStore) -> None:
    """Set the gauges to what the database says now; those of retired subscribers go."""
    rows = await store.rows(MEASURE)
    for gauge in GAUGES:
        gauge.clear()
    for row in rows:
        PENDING.labels(row.subscriber).set(row.pending)
        OLDEST.labels(row.subscriber).set(max(0.0, row.oldest))
        HELD.labels(row.subscriber).set(row.held_keys)
        DEAD.labels(row.subscriber).set(row.dead_letters)
        WORKERS.labels(row.subscriber).set(row.workers)


async def measure_often(store: EventStore) -> None:
    while True:
        await measure(store)
        await asyncio.sleep(EVERY_SECONDS)
