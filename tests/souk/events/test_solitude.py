"""Suspects begin alone; who only waits for somebody outside keeps nobody else waiting."""

import asyncio

import pytest

from souk.events.solitude import Solitude


async def test_suspects_begin_one_after_the_other():
    solitude, said, goes_on = Solitude(), list[str](), asyncio.Event()

    async def first() -> None:
        said.append("first begins")
        await goes_on.wait()
        said.append("first ends")

    async def second() -> None:
        said.append("second")

    both = asyncio.gather(solitude.begin(first), solitude.begin(second))
    for _ in range(5):
        await asyncio.sleep(0)
    assert said == ["first begins"]
    goes_on.set()
    await both
    assert said == ["first begins", "first ends", "second"]


async def test_who_still_waits_after_a_moment_has_company():
    solitude, goes_on = Solitude(seconds=0.0), asyncio.Event()
    waiting = asyncio.create_task(solitude.begin(goes_on.wait))
    assert await solitude.begin(lambda: asyncio.sleep(0, "done")) == "done"
    assert not waiting.done()
    goes_on.set()
    assert await waiting


async def test_what_a_suspect_raises_is_raised_to_whoever_began_it():
    async def fail() -> None:
        raise ValueError("poison")

    solitude = Solitude()
    with pytest.raises(ValueError, match="poison"):
        await solitude.begin(fail)
    assert await solitude.begin(lambda: asyncio.sleep(0, "next")) == "next"


@pytest.mark.parametrize("moment", [0.0, 60.0])
async def test_a_suspect_that_is_called_off_is_over_before_the_next_begins(moment: float):
    solitude, begun, ended = Solitude(seconds=moment), asyncio.Event(), list[str]()

    async def wait() -> None:
        begun.set()
        try:
            await asyncio.Event().wait()
        finally:
            ended.append("yes")

    waiting = asyncio.create_task(solitude.begin(wait))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended == ["yes"]
