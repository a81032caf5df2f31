"""Loops that outlive their failures."""

from collections.abc import Awaitable, Callable

import structlog

from souk.jobs.failures import said

log = structlog.get_logger("souk.jobs")

PAUSE = 1.0


async def forever(
    name: str, step: Callable[[], Awaitable[float]], wait: Callable[[float], Awaitable[object]]
) -> None:
    """Do the step, wait as long as it says, and so on until cancelled; a failure is said once in a row."""
    failing = False
    while True:
        try:
            pause = await step()
            failing = False
        except Exception as error:  # noqa: BLE001 - whatever it is, the next round may go well
            if not failing:
                log.warning("a loop stumbled", loop=name, reason=said(error))
            failing = True
            pause = PAUSE
        await wait(pause)
