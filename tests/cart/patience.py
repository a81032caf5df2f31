"""Many at once, as clients are: who is told that all connections are busy comes again."""

from collections.abc import Awaitable, Callable
from typing import TypeVar

import httpx

from souk.database import Unavailable
from souk.messages import ANONYMOUS, Actor, Command
from souk.testing import Stage

T = TypeVar("T")


async def insist(stage: Stage, command: Command[T], actor: Actor = ANONYMOUS) -> T:
    """Do it; nothing has happened where the database was too busy."""
    while True:
        try:
            return await stage.do(command, actor)
        except Unavailable:
            continue


async def answered(send: Callable[[], Awaitable[httpx.Response]]) -> httpx.Response:
    """Send it until there is an answer to it."""
    while (answer := await send()).status_code == 503:
        pass
    return answer
