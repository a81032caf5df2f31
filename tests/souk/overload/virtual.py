"""A simulated server on simulated time: exact, repeatable, and over in a moment."""

import asyncio
import random
import selectors
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, field
from typing import Any, TypeVar

from souk.configuration import OverloadSettings
from souk.overload import Overloaded, Turnstile

T = TypeVar("T")

PROCESSOR = 0.002
"""Seconds of the one processor that a request takes: five hundred requests a second at most."""
PIECE = PROCESSOR / 2
ELSEWHERE = 0.006
"""Seconds that it waits for others, who are not busy."""
CAPACITY = 1 / PROCESSOR


class Deaf(selectors.SelectSelector):
    """Nothing comes from outside, so there is nothing to wait for."""

    def select(self, timeout: float | None = None) -> list[Any]:  # noqa: ARG002 - its signature
        return []


class VirtualLoop(asyncio.SelectorEventLoop):
    """An event loop whose clock jumps to the next thing that is to happen."""

    def __init__(self) -> None:
        super().__init__(Deaf())
        self._now = 0.0

    def time(self) -> float:
        return self._now

    def _run_once(self) -> None:
        inner: Any = self
        if not inner._ready and inner._scheduled:
            self._now = max(self._now, inner._scheduled[0].when())
        super()._run_once()  # type: ignore[misc]


def simulated(work: Callable[[], Awaitable[T]]) -> T:
    async def run() -> T:
        return await work()

    with asyncio.Runner(loop_factory=VirtualLoop) as runner:
        return runner.run(run())


@dataclass
class Day:
    """What came of the requests of one kind: how long the served ones took, how many were shed."""

    took: list[float] = field(default_factory=list)
    shed: int = 0
    shed_after: list[float] = field(default_factory=list)

    def p99(self) -> float:
        return sorted(self.took)[int(len(self.took) * 0.99)]


class Server:
    """One processor, shared by pieces; a request needs it before and after it waits for somebody else."""

    def __init__(self, settings: OverloadSettings | None) -> None:
        self._processor = asyncio.Lock()
        loop = asyncio.get_running_loop()
        self.turnstile = Turnstile(settings, loop.time) if settings else None
        self.urgent, self.others = Day(), Day()

    async def offered(self, rate: float, seconds: float, *, urgent: float = 0.0, seed: int = 1) -> None:
        """Have requests come at that rate, at random, whether the former ones are answered or not."""
        dice = random.Random(seed)
        loop = asyncio.get_running_loop()
        end = loop.time() + seconds
        asked = []
        while loop.time() < end:
            asked.append(asyncio.create_task(self._ask(dice.random() < urgent)))
            await asyncio.sleep(dice.expovariate(rate))
        await asyncio.gather(*asked)

    async def _ask(self, urgent: bool) -> None:
        loop, day = asyncio.get_running_loop(), self.urgent if urgent else self.others
        came = loop.time()
        entered = came
        if self.turnstile is not None:
            try:
                entered = await self.turnstile.enter(urgent=urgent)
            except Overloaded:
                day.shed += 1
                day.shed_after.append(loop.time() - came)
                return
        await self._serve()
        day.took.append(loop.time() - came)
        if self.turnstile is not None:
            self.turnstile.leave("route", entered)

    async def _serve(self) -> None:
        for piece in range(round(PROCESSOR / PIECE)):
            async with self._processor:
                await asyncio.sleep(PIECE)
            if piece == 0:
                await asyncio.sleep(ELSEWHERE)
