"""What commands share: a runtime that is closed again, and sentences for what is missing."""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from shop.assembly import assemble, configure
from shop.places import migrations_folder
from souk.configuration import Configuration, DatabaseSettings, GeneralSettings, LoggingSettings
from souk.database.migrations import Migrations
from souk.modules import Registry
from souk.observability.logs import set_up_logs
from souk.runtime import Runtime
from souk.startup import StartFailed

T = TypeVar("T")


def configured() -> Configuration:
    """Return the settings, with a database in them."""
    configuration = configure()
    if not configuration[DatabaseSettings].url:
        raise StartFailed(
            "No database is known.",
            "Run `souk up` in another terminal, or set SOUK_DATABASE_URL to the address of yours.",
        )
    return configuration


def migrations(configuration: Configuration, registry: Registry | None = None) -> Migrations:
    names = (registry or assemble(configuration)).names
    url = configuration[DatabaseSettings].url
    return Migrations(url, configuration[GeneralSettings].secret, names, migrations_folder())


def with_runtime(configuration: Configuration, work: Callable[[Runtime], Awaitable[T]]) -> T:
    """Run one piece of work with everything open, and close it again."""
    set_up_logs(configuration[LoggingSettings], for_good=False)  # a shell runs one after the other

    async def run() -> T:
        runtime = Runtime(assemble(configuration), configuration)
        try:
            return await work(runtime)
        finally:
            await runtime.close()

    return asyncio.run(run())
