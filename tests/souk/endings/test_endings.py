"""Tasks end when they are told to, even those that did not hear it the first time."""

import asyncio
from collections.abc import Awaitable, Callable

from souk.endings import end


async def begun(work: Callable[[], Awaitable[None]]) -> "asyncio.Task[None]":
    """Return a task that is in the middle of its work, waiting."""
    waits = asyncio.Event()

    async def working() -> None:
        waits.set()
        await work()

    task = asyncio.create_task(working())
    await waits.wait()
    return task


async def forever() -> None:
    await asyncio.Event().wait()


async def test_a_task_that_swallows_a_cancellation_is_told_again():
    swallowed = asyncio.Event()

    async def stubborn() -> None:
        try:
            await forever()
        except asyncio.CancelledError:
            swallowed.set()
        await forever()

    task = await begun(stubborn)
    await end([task])
    assert swallowed.is_set()
    assert task.cancelled()


async def test_what_fails_while_it_ends_does_not_matter():
    async def failing() -> None:
        try:
            await forever()
        finally:
            raise ValueError("too late")

    task = await begun(failing)
    await end([task])
    assert task.done()


async def test_nothing_to_end_is_no_trouble():
    await end([])
