"""How long a test waits for what must come, and the waiting itself."""

import asyncio
import os
import time
from collections.abc import Awaitable, Callable
from typing import TypeVar

T = TypeVar("T")

PATIENCE_SECONDS = float(os.environ.get("SOUK_TEST_PATIENCE", "60"))
"""Only a failure takes that long; a machine that is busy with other things must not look like one."""

PATIENT = {
    "database.connect_seconds": max(2, int(PATIENCE_SECONDS)),
    "database.pool_wait_seconds": PATIENCE_SECONDS,
}
"""Settings for tests that are not about a database that is slow to answer."""

LOOK_SECONDS = 0.02  # each look costs the processor more than a millisecond


async def until(condition: Callable[[], Awaitable[T]], seconds: float = PATIENCE_SECONDS) -> T:
    """Wait for a condition; what it found is returned."""
    since = time.monotonic()
    while not (found := await condition()):
        if time.monotonic() - since > seconds:
            raise AssertionError(f"not within {seconds} s: {condition}")
        await asyncio.sleep(LOOK_SECONDS)
    return found
