"""A running process: the modules, their pools, the switchboard; opened at start, closed at the end."""

import asyncio
import gc
from collections.abc import Sequence

from souk.configuration import Configuration, DatabaseSettings, GeneralSettings, ValkeySettings
from souk.database import Databases
from souk.database.addresses import PLATFORM
from souk.events.dispatcher import Dispatcher
from souk.kernel import Clock, IdSource, RandomIds, SystemClock
from souk.modules import Registry
from souk.outbox.hint import Hint
from souk.pipeline import Switchboard
from souk.valkey import connect


class Runtime:
    """Everything that a process holds open. Nothing connects before it is used."""

    def __init__(
        self,
        registry: Registry,
        configuration: Configuration,
        *,
        clock: Clock | None = None,
        ids: IdSource | None = None,
        switchboard_kind: type[Switchboard] = Switchboard,
    ) -> None:
        general = configuration[GeneralSettings]
        database = configuration[DatabaseSettings]
        self.database_url = database.url
        self.registry = registry
        self.configuration = configuration
        self.clock = clock or SystemClock()
        self.hint = Hint()
        schemas = [PLATFORM, *registry.names]
        self.databases = Databases(database.url, general.secret, database, schemas)
        self.switchboard = switchboard_kind(
            registry,
            self.databases,
            clock=self.clock,
            ids=ids or RandomIds(),
            hint=self.hint,
            copies_answers=general.environment == "development",
        )
        self.dispatcher = Dispatcher(registry, self.switchboard, self.hint, database.url, general.secret)
        self._valkey = connect(configuration[ValkeySettings])
        self._tasks: list[asyncio.Task[None]] = []

    def dispatch(self) -> None:
        """Deliver events in this process until it closes."""
        self._tasks.append(asyncio.create_task(self.dispatcher.run()))

    async def valkey_answers(self) -> None:
        """Raise when Valkey does not answer."""
        if self._valkey is None:
            raise LookupError("no Valkey is configured")
        await self._valkey.ping()

    async def close(self) -> None:
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)
        await self.dispatcher.close()
        await self.databases.close()
        if self._valkey is not None:
            await self._valkey.aclose()


def settle_memory(generations: Sequence[int] = (50_000, 20, 50)) -> None:
    """Keep the collector away from what start-up made and let it run less: the tail latency halves."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(*generations)
