"""What commands share: a runtime that is closed again, and sentences for what is missing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shop.assembly import assemble, configure
from shop.command_line.troubles import told
from souk.bus import Bus
from souk.configuration import Configuration, DatabaseSettings, LoggingSettings
from souk.kernel import Refusal
from souk.messages import SYSTEM, Context
from souk.observability.logs import quiet, set_up_logs
from souk.runtime import Runtime
from souk.startup import StartFailed

T = TypeVar("T")


def configured() -> Configuration:
    """Return the settings, with a database in them."""
    configuration = configure()
    if not configuration[DatabaseSettings].url:
        raise StartFailed(
            "No database is known.",
            "Run `souk up` in another terminal, or set SOUK_DATABASE_URL to the address of yours. "
            "If `souk up` was given a --data-dir, set SOUK_DATA_DIR to it.",
        )
    return configuration


def with_bus(reason: str, work: Callable[[Bus], Awaitable[T]], hint: str = "") -> T:
    """Have the system ask or order something. A refusal ends in its own sentence, and the hint.

    Raises StartFailed.
    """

    async def working(runtime: Runtime) -> T:
        context = Context(actor=SYSTEM, caller="command line", reason=reason)
        return await work(runtime.switchboard.bus(context))

    try:
        return with_runtime(configured(), working)
    except Refusal as refusal:
        raise StartFailed(refusal.detail, hint) from refusal


def with_runtime(configuration: Configuration, work: Callable[[Runtime], Awaitable[T]]) -> T:
    """Run one piece of work with everything open, and close it again. Raises StartFailed."""
    set_up_logs(quiet(configuration[LoggingSettings]), for_good=False)  # a shell runs one after the other

    async def run() -> T:
        runtime = Runtime(assemble(configuration), configuration)
        try:
            return await work(runtime)
        finally:
            await runtime.close()

    with told():
        return asyncio.run(run())
