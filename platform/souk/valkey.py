"""Valkey: a client whose calls are bounded, since a frozen server must not freeze the shop."""

import time
from collections.abc import Callable

from redis.asyncio import BlockingConnectionPool, Redis

from souk.configuration import ValkeySettings

SECONDS = 1.0
CONNECTIONS = 24  # commands beyond them wait for one, where redis-py's own pool would raise


def connect(settings: ValkeySettings, seconds: float = SECONDS) -> "Redis | None":
    """Return a client for short commands, or nothing when no server is configured; it connects when used."""
    if not settings.url:
        return None
    pool = BlockingConnectionPool.from_url(
        settings.url,
        max_connections=CONNECTIONS,
        timeout=seconds,
        socket_timeout=seconds,
        socket_connect_timeout=seconds,
        driver_info=None,  # to say its version, each connection would read it from a file
    )
    return Redis.from_pool(pool)


class Presence:
    """Whether Valkey is worth asking: a breaker that opens at the first failure.

    Then nobody asks for a while, and afterwards one at a time: a server that swallows every question costs
    one request its patience now and then, and not each of them.
    """

    def __init__(self, rest: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._rest = rest
        self._clock = clock
        self._away = False
        self._away_until = 0.0

    def may_ask(self) -> bool:
        """Tell whether to ask now; whoever does says what came of it."""
        now = self._clock()
        if now < self._away_until:
            return False
        if self._away:
            self._away_until = now + self._rest  # this one tries for all
        return True

    def answered(self) -> None:
        self._away = False
        self._away_until = 0.0

    def failed(self) -> None:
        self._away = True
        self._away_until = self._clock() + self._rest
