"""Hints between processes, by Valkey: what is committed here is looked for there at once."""

import asyncio
import secrets
from collections.abc import Callable, Collection, Container

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from souk.configuration import ValkeySettings
from souk.endings import end
from souk.outbox.hint import Hint

log = structlog.get_logger("souk.events")

BOUND_SECONDS = 0.5
GAP_SECONDS = 0.005  # between two messages: under load, one tells of many commits
REST_SECONDS = 1.0
LONGEST_REST_SECONDS = 30.0
TROUBLE = (RedisError, OSError, TimeoutError)


class Signals:
    """Announces commits to other processes, never in a commit's way. What cannot be sent is dropped."""

    def __init__(self, settings: ValkeySettings, hint: Hint, jobs: Container[str]) -> None:
        """Announce what any hint names, but for `jobs`."""
        self._sending = _client(settings.url, BOUND_SECONDS)
        self._listening = _client(settings.url, None)
        self._channel = f"{settings.prefix}:events:committed"
        self._jobs = jobs
        self._me = secrets.token_hex(4)
        self._wires: set[str] = set()
        self._sender: asyncio.Task[None] | None = None
        hint.listen(self._note)

    async def listen(self, look: Callable[[Collection[str]], None]) -> None:
        """Tell `look` what other processes committed. Raises when Valkey is lost."""
        async with self._listening.pubsub() as subscription:
            await subscription.subscribe(self._channel)
            while True:
                message = await subscription.get_message(ignore_subscribe_messages=True, timeout=None)
                if message is not None:
                    sender, *wires = message["data"].decode().split()
                    if sender != self._me:
                        look(wires)

    async def close(self) -> None:
        if self._sender is not None:
            await end([self._sender])
        await self._sending.aclose()
        await self._listening.aclose()

    def _note(self, wires: Collection[str]) -> None:
        events = [wire for wire in wires if wire not in self._jobs]
        if not events:
            return
        self._wires.update(events)
        if self._sender is None or self._sender.done():
            self._sender = asyncio.get_running_loop().create_task(self._send())

    async def _send(self) -> None:
        rest = REST_SECONDS
        while self._wires:
            wires, self._wires = self._wires, set()
            try:
                await self._sending.publish(self._channel, " ".join((self._me, *sorted(wires))))
                rest = REST_SECONDS
                await asyncio.sleep(GAP_SECONDS)
            except TROUBLE as error:
                log.info("no hints to other processes", reason=str(error)[:200])
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST_SECONDS)


def _client(url: str, bound: float | None) -> "Redis":
    return Redis.from_url(
        url,
        socket_timeout=bound,
        socket_connect_timeout=BOUND_SECONDS,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=15,
    )
