"""Where quotas are counted: in Valkey for all processes, or in this one while Valkey is away."""

import asyncio
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from redis.asyncio import Redis
from redis.exceptions import RedisError

from souk.kernel import Value
from souk.limits.rates import Rate

SHARE = 10  # a slice is at most that part of the rate, and an eighth of what is left
MOST_CLIENTS = 100_000

# One round trip: how much is left, take a slice of it, and when the window ends.
LEASE = """
local used = tonumber(redis.call('GET', KEYS[1]) or '0')
local left = tonumber(ARGV[1]) - used
if left <= 0 then
    return {0, 0, redis.call('PTTL', KEYS[1])}
end
local slice = math.min(left, tonumber(ARGV[2]), math.max(1, math.floor(left / 8)))
redis.call('INCRBY', KEYS[1], slice)
if used == 0 then
    redis.call('PEXPIRE', KEYS[1], ARGV[3])
end
return {slice, left - slice, redis.call('PTTL', KEYS[1])}
"""


class Slice(Value):
    """What was granted, what is left for others, and when all of it ends, by the monotonic clock."""

    granted: int
    left: int
    ends: float


class Quotas(Protocol):
    """Grants slices of a client's quota."""

    async def lease(self, rate: Rate, client: str) -> Slice: ...


class SharedQuotas:
    """Counts in Valkey. However many processes lease, what they grant together never exceeds the rate.

    What is asked at the same time travels together: one round trip for a crowd.
    """

    def __init__(self, valkey: "Redis", prefix: str) -> None:
        self._valkey = valkey
        self._prefix = prefix
        self._waiting: list[tuple[Rate, str, asyncio.Future[Slice]]] = []
        self._sending: asyncio.Task[None] | None = None

    async def lease(self, rate: Rate, client: str) -> Slice:
        """Take a slice. It ends with the window, or a moment before: never after."""
        answer: asyncio.Future[Slice] = asyncio.get_running_loop().create_future()
        self._waiting.append((rate, client, answer))
        if self._sending is None or self._sending.done():
            self._sending = asyncio.create_task(self._send())
        return await answer

    async def _send(self) -> None:
        while self._waiting:
            batch, self._waiting = self._waiting, []
            asked = time.monotonic()
            try:
                found = await self._ask(batch)
            except (RedisError, OSError) as failure:
                for _, _, answer in batch:
                    if not answer.done():
                        answer.set_exception(failure)
                continue
            for (_, _, answer), (granted, left, milliseconds) in zip(batch, found, strict=True):
                if not answer.done():
                    ends = asked + max(0, milliseconds) / 1000
                    answer.set_result(Slice(granted=granted, left=left, ends=ends))

    async def _ask(self, batch: Sequence[tuple[Rate, str, object]]) -> list[tuple[int, int, int]]:
        async with self._valkey.pipeline(transaction=False) as pipeline:
            for rate, client, _ in batch:
                key = f"{self._prefix}:rate:{rate.name}:{client}"
                largest = max(1, rate.requests // SHARE)
                pipeline.eval(LEASE, 1, key, rate.requests, largest, rate.seconds * 1000)
            return await pipeline.execute()


class OwnQuotas:
    """Counts in this process alone, the rate's stricter number; for a bounded number of clients."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._windows: dict[tuple[str, str], tuple[float, int]] = {}

    async def lease(self, rate: Rate, client: str) -> Slice:
        now = self._clock()
        ends, used = self._windows.get((rate.name, client), (0.0, 0))
        if ends <= now:
            ends, used = now + rate.seconds, 0
            self._make_room(now)
        left = rate.granted_alone - used
        granted = min(left, max(1, left // 8))
        self._windows[rate.name, client] = (ends, used + granted)
        return Slice(granted=granted, left=left - granted, ends=ends)

    def _make_room(self, now: float) -> None:
        if len(self._windows) < MOST_CLIENTS:
            return
        self._windows = {key: window for key, window in self._windows.items() if window[0] > now}
        while len(self._windows) >= MOST_CLIENTS:
            self._windows.pop(next(iter(self._windows)))
