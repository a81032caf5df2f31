"""One process that asks: `python -m shop.load.generator PLAN`, a line of portions each second."""

import asyncio
import random
import sys
import time
from collections.abc import Callable

import msgspec
import uvloop

from shop.load.shoppers import Nothing, Shoppers
from shop.load.tallies import Portion, Tally
from souk.lean_client import Client, Failed

MOST_AT_ONCE = 4_000
NOT_SENT = "not sent: the load test itself is overloaded"
NOTHING, NO_ANSWER = 3, 4
"""Exit statuses."""


class Plan(msgspec.Struct, frozen=True):
    """What one process does. With a rate it is an open loop, else so many visitors who wait for answers."""

    url: str
    seconds: float
    rate: float = 0.0
    visitors: int = 0
    pause: float = 1.0
    seed: int = 1
    patience: float = 30.0


class Generator:
    """Asks, and says what came of it."""

    def __init__(self, plan: Plan, say: Callable[[list[Portion]], None]) -> None:
        self._plan = plan
        self._say = say
        self._dice = random.Random(plan.seed)  # noqa: S311 - no secret
        self._client = Client(plan.url, plan.patience)
        self._shoppers = Shoppers(self._client, self._dice)
        self._tally = Tally()
        self._under_way: set[asyncio.Task[None]] = set()
        self._began = 0.0

    async def run(self) -> None:
        await self._shoppers.look_around()
        self._began = time.perf_counter()
        telling = asyncio.create_task(self._tell())
        await (self._open() if self._plan.rate else self._closed())
        if self._under_way:
            await asyncio.wait(self._under_way)
        telling.cancel()
        self._say(self._tally.take_before(sys.maxsize))
        self._client.close()

    async def _open(self) -> None:
        """Ask when it is time, whether the former are answered or not, as people do who do not know of them.

        What one waits for counts from when it should have been asked: a shop that answers late must not look
        fast because the asking was late too.
        """
        due = 0.0
        while due < self._plan.seconds:
            if (early := self._began + due - time.perf_counter()) > 0:
                await asyncio.sleep(early)
            if len(self._under_way) < MOST_AT_ONCE:
                task = asyncio.create_task(self._visit(self._began + due))
                self._under_way.add(task)
                task.add_done_callback(self._under_way.discard)
            else:
                self._tally.portion("(none)", int(due)).add(NOT_SENT, 0.0)
            due += self._dice.expovariate(self._plan.rate)

    async def _closed(self) -> None:
        """Let each visitor wait for the answer, and then a while: fewer come when the shop is slow."""

        async def visitor() -> None:
            while time.perf_counter() < self._began + self._plan.seconds:
                if self._plan.pause:
                    await asyncio.sleep(self._dice.expovariate(1 / self._plan.pause))
                await self._visit(time.perf_counter())

        await asyncio.gather(*(visitor() for _ in range(self._plan.visitors)))

    async def _visit(self, due: float) -> None:
        done = await self._shoppers.visit()
        now = time.perf_counter()
        self._tally.portion(done.route, int(now - self._began)).add(done.outcome, now - due)

    async def _tell(self) -> None:
        while True:
            await asyncio.sleep(0.5)
            over = self._tally.take_before(int(time.perf_counter() - self._began))
            if over:
                self._say(over)


def say(portions: list[Portion]) -> None:
    sys.stdout.buffer.write(msgspec.json.encode(portions) + b"\n")
    sys.stdout.buffer.flush()


def main(written: str) -> int:
    plan = msgspec.json.decode(written, type=Plan)
    try:
        uvloop.run(Generator(plan, say).run())
    except Nothing:
        return NOTHING
    except (Failed, msgspec.DecodeError):
        return NO_ANSWER
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
