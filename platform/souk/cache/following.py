"""The loop that keeps a process from showing what has changed."""

import asyncio

import structlog
from sqlalchemy import exc

from souk.cache.forgetting import Forgetting

log = structlog.get_logger("souk.cache")


async def follow(forgetting: Forgetting, every: float) -> None:
    """Look again and again; while the database is away, the process is deaf and trusts nothing kept."""
    while True:
        try:
            await forgetting.look()
            await forgetting.prune()
        except (exc.SQLAlchemyError, OSError) as error:
            log.warning("what has changed cannot be learnt", reason=type(error).__name__)
        await asyncio.sleep(every)
