"""Signals between processes, on named channels in Valkey: heard at once or not at all, never waited for.

    signals.hear("committed", look)            before `listen` runs; `look` gets the words, and must not wait
    signals.send("committed", {"orders.order_placed.v1"})

A signal says only that it is worth looking, and where: nothing may depend on its being heard. Under load
those of one channel run together into one message, so words are a set; what cannot be sent is dropped. The
sender does not hear itself. Whenever listening begins, at first and after a loss, each hearer is called with
no words at all: anything may have been missed. A process that listens has one connection for all channels.
"""

import asyncio
import secrets
from collections import defaultdict
from collections.abc import Callable, Collection, Mapping
from typing import Any

import structlog
from redis.asyncio import Redis
from redis.asyncio.retry import Retry
from redis.backoff import NoBackoff
from redis.exceptions import RedisError

from souk.configuration import ValkeySettings
from souk.endings import end

log = structlog.get_logger("souk.signals")

BOUND_SECONDS = 0.5
GAP_SECONDS = 0.01  # between two messages: under load, one tells of many commits
REST_SECONDS = 1.0
LONGEST_REST_SECONDS = 5.0
TROUBLE = (RedisError, OSError, TimeoutError)

Hearer = Callable[[Collection[str]], None]


class Signals:
    """This process's ears and voice. Connects when first used; a Valkey that is away is waited for."""

    def __init__(self, settings: ValkeySettings) -> None:
        self._sending = _client(settings.url, BOUND_SECONDS)
        self._listening = _client(settings.url, None)  # waiting for a message must not time out
        self._prefix = f"{settings.prefix}:signals:"
        self._me = secrets.token_hex(4)
        self._hearers: dict[str, list[Hearer]] = defaultdict(list)
        self._unsent: dict[str, set[str]] = defaultdict(set)
        self._sender: asyncio.Task[None] | None = None

    def hear(self, channel: str, hearer: Hearer) -> None:
        """Have it called with the words of each message of that channel from another process."""
        self._hearers[channel].append(hearer)

    def send(self, channel: str, words: Collection[str]) -> None:
        """Tell the other processes, soon."""
        self._unsent[channel].update(words)
        if self._sender is None or self._sender.done():
            self._sender = asyncio.get_running_loop().create_task(self._send())

    async def listen(self) -> None:
        """Listen until cancelled."""
        while True:
            try:
                await self._listen()
            except TROUBLE as error:
                log.info("no signals from other processes", reason=str(error)[:200])
                await asyncio.sleep(REST_SECONDS)

    async def close(self) -> None:
        if self._sender is not None:
            await end([self._sender])
        await self._sending.aclose()
        await self._listening.aclose()

    async def _listen(self) -> None:
        async with self._listening.pubsub() as subscription:
            await subscription.subscribe(*(self._prefix + channel for channel in self._hearers))
            while True:
                message = await subscription.get_message(timeout=None)
                if message is not None:
                    self._heard(message)

    def _heard(self, message: Mapping[str, Any]) -> None:
        sender, *words = message["data"].decode().split() if message["type"] == "message" else [""]
        if sender != self._me:
            for hearer in self._hearers[message["channel"].decode().removeprefix(self._prefix)]:
                hearer(words)

    async def _send(self) -> None:
        rest = REST_SECONDS
        while self._unsent:
            channel, words = self._unsent.popitem()
            try:
                await self._sending.publish(self._prefix + channel, " ".join((self._me, *sorted(words))))
                rest = REST_SECONDS
                await asyncio.sleep(GAP_SECONDS)
            except TROUBLE as error:
                log.info("no signals to other processes", reason=str(error)[:200])
                await asyncio.sleep(rest)
                rest = min(rest * 2, LONGEST_REST_SECONDS)


def _client(url: str, bound: float | None) -> "Redis":
    return Redis.from_url(
        url,
        socket_timeout=bound,
        socket_connect_timeout=BOUND_SECONDS,
        retry=Retry(NoBackoff(), 0),
        health_check_interval=15,
        driver_info=None,  # to say its version, each connection would read it from a file
    )
