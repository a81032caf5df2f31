"""Valkey: a client whose calls are bounded, since a frozen server must not freeze the shop."""

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
    )
    return Redis.from_pool(pool)
