"""Puts a process's cache together, and keeps it informed while the process runs."""

import asyncio

from redis.asyncio import Redis

from souk.cache.following import follow
from souk.cache.forgetting import Forgetting
from souk.cache.levels import AnswerCache
from souk.cache.memory import Memory
from souk.cache.valkey_level import ValkeyLevel
from souk.configuration import CacheSettings, Configuration, ValkeySettings
from souk.database import ModuleDatabase
from souk.observability.metrics import METRICS

VALKEY_SECONDS = 0.1  # a farther level that is slower than this is no help
MEGABYTE = 1_048_576


class OpenCache:
    """The cache of one process, from its start to its end."""

    def __init__(self, database: ModuleDatabase, configuration: Configuration) -> None:
        """`database` is the platform's own."""
        settings = configuration[CacheSettings]
        valkey = configuration[ValkeySettings]
        self._every = settings.look_seconds
        self._valkey = _client(valkey)
        memory = Memory(settings.megabytes * MEGABYTE)
        self.forgetting = Forgetting(database, memory.drop_tagged)
        farther = ValkeyLevel(self._valkey, valkey.prefix, seconds=settings.seconds)
        self.answers = AnswerCache(memory, farther, self.forgetting, settings)
        self._task: asyncio.Task[None] | None = None

    async def open(self) -> None:
        METRICS.register(self.answers.figures)
        self._task = asyncio.create_task(follow(self.forgetting, self._every), name="what caches forget")

    async def close(self) -> None:
        if self._task is not None:
            METRICS.unregister(self.answers.figures)
            self._task.cancel()
            await asyncio.gather(self._task, return_exceptions=True)
        if self._valkey is not None:
            await self._valkey.aclose()


def _client(settings: ValkeySettings) -> "Redis | None":
    if not settings.url:
        return None
    return Redis.from_url(
        settings.url,
        socket_timeout=VALKEY_SECONDS,
        socket_connect_timeout=VALKEY_SECONDS,
        driver_info=None,  # to say its version, each connection would read it from a file
    )
