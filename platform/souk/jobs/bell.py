"""Rings in the other processes when there is something to do. Nothing depends on its being heard."""

import asyncio
from collections.abc import Collection, Container
from uuid import uuid4

from redis.asyncio import Redis
from redis.exceptions import RedisError

from souk.configuration import ValkeySettings
from souk.endings import end
from souk.outbox.alarm import Alarm
from souk.outbox.hint import Hint

PAUSE = 1.0


class Bell:
    """One channel in Valkey. Rings are few however many commits there are: one at a time is on its way."""

    def __init__(
        self, settings: ValkeySettings, client: "Redis | None", hint: Hint, jobs: Container[str]
    ) -> None:
        """Ring at each hint that says that one of these jobs was committed."""
        self._settings = settings
        self._client = client
        self._jobs = jobs
        self._channel = f"{settings.prefix}:jobs:bell"
        self._name = uuid4().hex.encode()
        self._ringing: asyncio.Task[None] | None = None
        self._again = False
        hint.listen(self._ring_for)

    def ring(self) -> None:
        """Tell the others, soon."""
        self._again = True
        if self._ringing is None and self._client is not None:
            self._ringing = asyncio.create_task(self._ring(self._client))

    async def listen(self, alarm: Alarm) -> None:
        """Let the others' rings set off the alarm, until cancelled."""
        while True:
            try:
                await self._hear(alarm)
            except (RedisError, OSError):
                await asyncio.sleep(PAUSE)

    async def close(self) -> None:
        if self._ringing is not None:
            await end([self._ringing])

    async def _ring(self, client: "Redis") -> None:
        try:
            while self._again:
                self._again = False
                await client.publish(self._channel, self._name)
        except (RedisError, OSError):
            return  # found by polling
        finally:
            self._ringing = None

    def _ring_for(self, wires: Collection[str]) -> None:
        if any(wire in self._jobs for wire in wires):
            self.ring()

    async def _hear(self, alarm: Alarm) -> None:
        # A client of its own: waiting for a message must not time out.
        client = Redis.from_url(self._settings.url, socket_timeout=None, socket_connect_timeout=PAUSE)
        async with client, client.pubsub(ignore_subscribe_messages=True) as pubsub:
            await pubsub.subscribe(self._channel)
            async for message in pubsub.listen():
                if message["data"] != self._name:
                    alarm.set()
