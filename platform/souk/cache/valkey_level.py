"""The farther level: answers that another process, or this one before its restart, has loaded already."""

import time
from typing import Any

import msgspec
import structlog
from redis.asyncio import Redis
from redis.exceptions import RedisError

from souk.cache.answers import DECODE, ENCODE, Record
from souk.valkey import Presence

log = structlog.get_logger("souk.cache")

PATIENCE = 5.0
MOST_A_SECOND = 20


class ValkeyLevel:
    """Never needed: when it fails it is left alone for some seconds, and answers come from the database."""

    def __init__(self, valkey: "Redis | None", prefix: str, *, seconds: int) -> None:
        self._valkey = valkey
        self._prefix = f"{prefix}:answer:".encode()
        self._seconds = seconds
        self._presence = Presence(PATIENCE)
        self._second = 0
        self._put = 0

    async def get(self, key: bytes) -> Record | None:
        if self._valkey is None or not self._presence.may_ask():
            return None
        try:
            found: Any = await self._valkey.get(self._prefix + key)
            self._presence.answered()
            return DECODE(found) if found else None
        except (RedisError, OSError, TimeoutError) as error:
            self._rest(error)
        except msgspec.DecodeError:
            log.info("an answer of another version was left alone")
        return None

    async def put(self, key: bytes, record: Record) -> None:
        if self._valkey is None or not self._may_put() or not self._presence.may_ask():
            return
        try:
            await self._valkey.set(self._prefix + key, ENCODE(record), ex=self._seconds)
            self._presence.answered()
        except (RedisError, OSError, TimeoutError) as error:
            self._rest(error)

    def _may_put(self) -> bool:
        """So many a second: nobody fills the memory that jobs need by asking for a thousand odd searches."""
        second = int(time.monotonic())
        if second != self._second:
            self._second, self._put = second, 0
        self._put += 1
        return self._put <= MOST_A_SECOND

    def _rest(self, error: Exception) -> None:
        self._presence.failed()
        log.warning("Valkey does not answer: the cache does without it", reason=type(error).__name__)
