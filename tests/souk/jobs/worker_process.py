"""A worker in a process of its own, to be killed."""

import asyncio
import signal
from collections.abc import Mapping
from typing import Any

from souk.configuration import PLATFORM_SECTIONS, load
from souk.modules import Registry
from souk.runtime import Runtime
from tests.souk.jobs.toys import Oven, bakery


async def run(settings: Mapping[str, Any]) -> None:
    runtime = Runtime(
        Registry([bakery(Oven())]), load(PLATFORM_SECTIONS, environment={}, overrides=dict(settings))
    )
    stop = asyncio.Event()
    asyncio.get_running_loop().add_signal_handler(signal.SIGTERM, stop.set)
    await runtime.run_jobs()
    await stop.wait()
    await runtime.close()


def work(settings: Mapping[str, Any]) -> None:
    asyncio.run(run(settings))
