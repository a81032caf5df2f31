"""Valkey: a client whose calls are bounded, since a frozen server must not freeze the shop."""

from redis.asyncio import Redis

from souk.configuration import ValkeySettings

SECONDS = 1.0


def connect(settings: ValkeySettings) -> "Redis | None":
    """Return a client for short commands, or nothing when no server is configured; it connects when used."""
    if not settings.url:
        return None
    return Redis.from_url(settings.url, socket_timeout=SECONDS, socket_connect_timeout=SECONDS)
