"""Several things at once, but not all."""

import asyncio
from functools import partial

import pytest

from souk.events.side_by_side import side_by_side


class Watched:
    """Counts how many are at work; the first go on when all that may be there are."""

    def __init__(self, together: int, awaited: int = 1000) -> None:
        self.awaited = awaited
        self.barrier = asyncio.Barrier(together)
        self.most = self.here = 0
        self.ended: list[int] = []

    async def work(self, number: int) -> int:
        self.here += 1
        self.most = max(self.most, self.here)
        if number < self.awaited:
            await self.barrier.wait()
        await asyncio.sleep(0)
        self.here -= 1
        self.ended.append(number)
        return number


async def test_so_many_at_once_and_their_answers_in_order():
    watched = Watched(5)
    assert await side_by_side([partial(watched.work, n) for n in range(20)], 5) == list(range(20))
    assert watched.most == 5


async def test_one_after_the_other():
    watched = Watched(1)
    assert await side_by_side([partial(watched.work, n) for n in range(3)], 1) == [0, 1, 2]
    assert watched.most == 1


async def test_who_is_under_way_ends_before_a_failure_is_told_and_nobody_else_begins():
    watched = Watched(4, awaited=3)

    async def fail() -> int:
        await watched.barrier.wait()
        raise ValueError("no")

    with pytest.raises(ValueError, match="no"):
        await side_by_side([fail, *(partial(watched.work, n) for n in range(100))], 4)
    assert {0, 1, 2} <= set(watched.ended)
    assert 99 not in watched.ended
    assert watched.here == 0
