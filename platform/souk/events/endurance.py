"""Keeps a loop running for as long as the process lives."""

import asyncio
from collections.abc import Awaitable, Callable

import structlog

from souk.events.store import is_away

log = structlog.get_logger("souk.events")

REST_SECONDS = 1.0


async def endure(name: str, loop: Callable[[], Awaitable[None]]) -> None:
    """Run it again whenever it fails, after a moment's rest; only cancelling ends it."""
    while True:
        try:
            await loop()
        except Exception as error:
            if is_away(error):
                log.warning("the database is away", loop=name, reason=str(error.__cause__ or error)[:200])
            else:
                log.exception("a loop failed", loop=name)
        await asyncio.sleep(REST_SECONDS)
