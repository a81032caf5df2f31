"""Both levels together: find it, or have it loaded once however many ask, and keep it while it is true."""

import asyncio
import time
from collections.abc import Awaitable, Callable
from typing import NamedTuple

import msgspec
import structlog

from souk.cache.answers import KeptAnswer, Record
from souk.cache.figures import CacheFigures
from souk.cache.forgetting import Forgetting
from souk.cache.memory import Memory
from souk.cache.valkey_level import ValkeyLevel
from souk.configuration import CacheSettings
from souk.kernel import CLOCK

log = structlog.get_logger("souk.cache")


class Loaded(NamedTuple):
    """What loading came to: a record to keep, or nothing, because the answer is not to be kept."""

    record: Record | None


class Found(NamedTuple):
    """An answer, and whether somebody else was loading it already."""

    answer: KeptAnswer
    shared: bool


Load = Callable[[], Awaitable[Loaded]]


class AnswerCache:
    """`find` is all that the fast path needs; `load` does the rest."""

    def __init__(
        self, memory: Memory, valkey: ValkeyLevel, forgetting: Forgetting, settings: CacheSettings
    ) -> None:
        self._memory = memory
        self._valkey = valkey
        self._forgetting = forgetting
        self._settings = settings
        self._loading: dict[bytes, asyncio.Task[KeptAnswer | None]] = {}
        self.figures = CacheFigures(memory, forgetting)

    def find(self, key: bytes) -> KeptAnswer | None:
        """Return the answer if it is in this process, fresh, and the process knows what has changed."""
        answer = self._memory.get(key)
        if answer is None or answer.expires < time.monotonic() or self._is_deaf:
            return None
        self.figures.hits += 1
        return answer

    async def load(self, key: bytes, load: Load) -> Found | None:
        """Return the answer from farther away, loaded by one for all who ask meanwhile; None if not kept."""
        task = self._loading.get(key)
        shared = task is not None
        if task is None:
            task = self._loading[key] = asyncio.create_task(self._loaded(key, load))
            task.add_done_callback(lambda _: self._loading.pop(key, None))
        answer = await asyncio.shield(task)
        self.figures.shared += shared
        return None if answer is None else Found(answer, shared)

    def refresh_early(self, key: bytes, answer: KeptAnswer, load: Load) -> None:
        """Load an answer anew before its time is over, while the old one is still being shown."""
        if answer.refreshing or key in self._loading:
            return
        answer.refreshing = True
        task = self._loading[key] = asyncio.create_task(self._fresh(key, load))
        task.add_done_callback(lambda done: self._refreshed(key, done))

    def stale(self, key: bytes) -> KeptAnswer | None:
        """Return what was true not too long ago: better than an error."""
        answer = self._memory.get(key)
        if answer is None or time.monotonic() - answer.expires > self._settings.stale_seconds:
            return None
        self.figures.stale += 1
        return answer

    @property
    def _is_deaf(self) -> bool:
        """Whether changes may have been missed for longer than anybody may see old things."""
        return self._forgetting.lag > self._settings.deaf_seconds

    def _refreshed(self, key: bytes, task: "asyncio.Task[KeptAnswer | None]") -> None:
        self._loading.pop(key, None)
        if not task.cancelled() and task.exception() is not None:
            log.info("an answer could not be refreshed early", reason=type(task.exception()).__name__)

    async def _loaded(self, key: bytes, load: Load) -> KeptAnswer | None:
        record = None if self._is_deaf else await self._valkey.get(key)
        if record is not None and self._forgetting.is_true(record.tags, record.watermark):
            answer = KeptAnswer(record, lasting=self._settings.seconds)
            if answer.expires > time.monotonic():
                self.figures.found_in_valkey += 1
                self._memory.put(key, answer)
                return answer
        return await self._fresh(key, load)

    async def _fresh(self, key: bytes, load: Load) -> KeptAnswer | None:
        self.figures.loads += 1
        watermark = self._forgetting.watermark
        loaded = await load()
        if loaded.record is None:
            return None
        return await self._kept(key, loaded.record, watermark)

    async def _kept(self, key: bytes, given: Record, watermark: int) -> KeptAnswer:
        """Keep it unless something that it shows has changed since the loading began."""
        tagged = bool(given.tags)
        record = msgspec.structs.replace(given, watermark=watermark, loaded_at=CLOCK.seconds())
        answer = KeptAnswer(record, lasting=self._settings.seconds if tagged else given.seconds)
        if not self._is_deaf and self._forgetting.is_true(record.tags, watermark):
            self._memory.put(key, answer)
            if tagged:
                await self._valkey.put(key, record)
        return answer
