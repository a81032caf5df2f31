"""The worker process: delivers events and does jobs until it is told to stop."""

import asyncio
import signal

import structlog
import uvloop

from shop.assembly import assemble
from shop.checkups import checkup_of
from shop.metrics_port import serve_metrics
from souk.configuration import Configuration, LoggingSettings, TelemetrySettings, WorkerSettings
from souk.observability.logs import set_up_logs
from souk.observability.tracing import set_up_tracing
from souk.runtime import Runtime, settle_memory

log = structlog.get_logger("souk.worker")

HANGING_SECONDS = 60.0


def work(configuration: Configuration) -> None:
    """Work until SIGTERM or SIGINT; what is under way is finished first."""
    set_up_logs(configuration[LoggingSettings])
    set_up_tracing(configuration[TelemetrySettings], "souk worker")
    uvloop.run(_work(configuration))


async def _work(configuration: Configuration) -> None:
    slots = configuration[WorkerSettings].slots
    runtime = Runtime(assemble(configuration), configuration, at_once=slots)
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await runtime.dispatcher.subscribe()
    checkup = checkup_of(runtime)
    await checkup.look()  # by which it knows what time it is
    runtime.dispatch()
    await runtime.run_jobs()
    runtime.run("health", checkup.keep_looking)
    serve_metrics(configuration[WorkerSettings], lambda: checkup.age < HANGING_SECONDS)
    settle_memory()
    log.info("working", modules=runtime.registry.names)
    await stop.wait()
    await runtime.close()
    log.info("stopped")
