"""Does several things at the same time, but not all of them."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from typing import TypeVar

T = TypeVar("T")


async def side_by_side(work: Sequence[Callable[[], Awaitable[T]]], at_once: int) -> list[T]:
    """Return what each came to, in their order. When one fails all others have ended before it is raised."""
    if at_once == 1 or len(work) == 1:
        return [await each() for each in work]
    slots = asyncio.Semaphore(at_once)
    failed = asyncio.Event()

    async def one(each: Callable[[], Awaitable[T]]) -> T:
        async with slots:
            if failed.is_set():
                raise asyncio.CancelledError
            try:
                return await each()
            except BaseException:
                failed.set()
                raise

    ends = await asyncio.gather(*(one(each) for each in work), return_exceptions=True)
    reasons = [end for end in ends if isinstance(end, BaseException)]
    for reason in sorted(reasons, key=lambda each: isinstance(each, asyncio.CancelledError)):
        raise reason
    return [end for end in ends if not isinstance(end, BaseException)]
