"""The same as bench/jobs.py with procrastinate; run by it, in an environment that has procrastinate."""

import asyncio
import json
import random
import sys
import time

import procrastinate

JOBS, BATCH, SLOTS, SINGLES = 3_000, 100, 16, 60
PAUSES = random.Random(1)

command, url = sys.argv[1:3]
app = procrastinate.App(connector=procrastinate.PsycopgConnector(conninfo=url))


@app.task(name="nothing")
async def nothing(number):
    return None


@app.task(name="stamp")
async def stamp():
    connector = app.connector
    await connector.execute_query_async(
        "UPDATE stamps SET at = %(at)s WHERE at IS NULL", at=time.time() * 1e3
    )


async def schema():
    async with app.open_async():
        await app.schema_manager.apply_schema_async()
        await app.connector.execute_query_async("CREATE TABLE stamps (wanted float8, at float8)")


async def work():
    async with app.open_async():
        print("ready", flush=True)
        await app.run_worker_async(concurrency=SLOTS, install_signal_handlers=True, delete_jobs="never")


async def throughput():
    started = time.perf_counter()
    for first in range(0, JOBS, BATCH):
        await nothing.batch_defer_async(*({"number": number} for number in range(first, first + BATCH)))
    sql = "SELECT count(*) AS left FROM procrastinate_jobs WHERE status IN ('todo', 'doing')"
    while (await app.connector.execute_query_one_async(sql))["left"]:
        await asyncio.sleep(0.05)
    return JOBS / (time.perf_counter() - started)


async def latency():
    for _ in range(SINGLES):
        await asyncio.sleep(PAUSES.uniform(0.2, 0.8))
        await app.connector.execute_query_async(
            "INSERT INTO stamps (wanted) VALUES (%(now)s)", now=time.time() * 1e3
        )
        await stamp.defer_async()
    await asyncio.sleep(2)
    rows = await app.connector.execute_query_all_async("SELECT at - wanted AS ms FROM stamps")
    return sorted(row["ms"] for row in rows if row["ms"] is not None)


async def measure():
    async with app.open_async():
        await throughput()
        print(json.dumps({"nothing": await throughput(), "ms": await latency()}))


asyncio.run({"schema": schema, "work": work, "measure": measure}[command]())
