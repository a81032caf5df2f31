"""A worker in a process of its own, to be killed: `python worker_process.py <database> <valkey> <prefix>`."""

import asyncio
import signal
import sys

from souk.configuration import PLATFORM_SECTIONS, load
from souk.modules import Registry
from souk.runtime import Runtime
from souk.testing.servers import SECRET
from tests.souk.jobs.toys import Oven, bakery


async def work(database: str, valkey: str, prefix: str) -> None:
    overrides = {
        "secret": SECRET,
        "database.url": database,
        "valkey.url": valkey,
        "valkey.prefix": prefix,
        "worker.slots": 4,
        "worker.drain_seconds": 1,
    }
    runtime = Runtime(
        Registry([bakery(Oven())]), load(PLATFORM_SECTIONS, environment={}, overrides=overrides)
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await runtime.run_jobs()
    await stop.wait()
    await runtime.close()


asyncio.run(work(*sys.argv[1:]))
