"""Ends tasks for certain."""

import asyncio
from collections.abc import Iterable
from typing import Any

PATIENCE = 1.0


async def end(tasks: Iterable["asyncio.Task[Any]"]) -> None:
    """Cancel tasks and return when they are over, whatever came of them.

    A library may swallow a cancellation (redis-py does, while it connects): so it is said again, each second.
    """
    left = set(tasks)
    while left:
        for task in left:
            task.cancel()
        over, left = await asyncio.wait(left, timeout=PATIENCE)
        for task in over:
            if not task.cancelled():
                task.exception()  # looked at, so that nobody complains that it never was
