"""The loop that keeps a process from showing what has changed."""

import asyncio

from sqlalchemy import exc

from souk.cache.forgetting import Forgetting
from souk.observability.outages import Outage


async def follow(forgetting: Forgetting, every: float) -> None:
    """Look again and again; while the database is away, the process is deaf and trusts nothing kept."""
    outage = Outage("souk.cache", "what has changed cannot be learnt")
    while True:
        try:
            await forgetting.look()
            await forgetting.prune()
        except (exc.SQLAlchemyError, OSError) as error:
            outage.goes_on(error)
        else:
            outage.is_over()
        await asyncio.sleep(every)
