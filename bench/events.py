"""Events from their publication to their effect: throughput, cost of a claim, latency, cost of publishing.

Run: python bench/events.py [rounds]. BENCH_POSTGRES and BENCH_VALKEY name servers; without them,
ours are started, fsync on. With PROCRASTINATE_PYTHON, an interpreter that has procrastinate, its jobs that do
nothing are counted on the same PostgreSQL: the nearest thing that it has to an event for one subscriber.
"""

import os
import sys
from collections.abc import Awaitable, Callable

import uvloop
from events_busy import ONE_BY_ONE, bare, claim, throughput
from events_idle import costs, idle
from events_tables import prepared
from jobs import theirs
from stand import Figure, database, servers, show

IN_BATCHES, PENDING = 200_000, 1_000_000


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
        (found["said"],) = run(lambda: throughput(url, valkey, "said", (ONE_BY_ONE, 1_000)))
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
        figure("a transaction with an insert each, 2 workers, to the driver", "said", "events/s", 1_500),
        figure("   through a session", "each", "events/s"),
        figure("   the same statements in a bare loop, SQLAlchemy", "core", "events/s"),
        figure("   the same statements in a bare loop, psycopg", "bare", "events/s"),
        ratio("   workers / bare loop, SQLAlchemy", "each", "core", 0.6),
        ratio("   workers / bare loop, psycopg", "said", "bare"),
        figure("   through a session, with 10 hot keys", "hot", "events/s", 800),
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
