"""The desk of staff who look after events, in a process that does not dispatch."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from souk.administration import administration
from souk.configuration import PLATFORM_SECTIONS, load
from souk.events.acting import CorrectDeadLetter, DiscardDeadLetter, RetryDeadLetter
from souk.events.consumers import Consumer, CountVersions, ListConsumers, Published
from souk.events.lag import Lag, ListLags
from souk.events.replay import ReplayEvents
from souk.events.retiring import RetireSubscriber
from souk.events.seeing import DeadLetter, ListDeadLetters
from souk.messages import SYSTEM, Command, Context, Query
from souk.modules import Registry
from souk.runtime import Runtime
from tests.souk.events.toys import counter

T = TypeVar("T")


class Desk:
    """Acts through the platform's own messages, as the endpoints and the command line do."""

    def __init__(self, url: str, secret: str, settings: Mapping[str, Any]) -> None:
        modules = [counter()]
        configuration = load(
            PLATFORM_SECTIONS, environment={}, overrides={**settings, "secret": secret, "database.url": url}
        )
        self._runtime = Runtime(Registry(modules, administration(modules, configuration)), configuration)

    async def lags(self) -> list[Lag]:
        return await self._carry(ListLags())

    async def consumers(self) -> list[Consumer]:
        return await self._carry(ListConsumers())

    async def published_versions(self) -> list[Published]:
        return await self._carry(CountVersions())

    async def dead_letters(
        self, subscriber: str | None = None, after: tuple[str, int] = ("", 0)
    ) -> list[DeadLetter]:
        wanted = ListDeadLetters(subscriber=subscriber, after_subscriber=after[0], after_position=after[1])
        return await self._carry(wanted)

    async def retry(self, letter: UUID) -> None:
        await self._carry(RetryDeadLetter(id=letter))

    async def discard(self, letter: UUID) -> None:
        await self._carry(DiscardDeadLetter(id=letter))

    async def correct(self, letter: UUID, payload: dict[str, Any], by: Context | None = None) -> UUID:
        return await self._carry(CorrectDeadLetter(id=letter, payload=payload), by)

    async def replay(
        self,
        subscriber: str,
        *,
        ids: list[UUID] | None = None,
        type: str | None = None,  # noqa: A002 - the word of the field
        key: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        command = ReplayEvents(subscriber=subscriber, ids=ids, type=type, key=key, since=since, until=until)
        return await self._carry(command)

    async def retire(self, subscriber: str) -> int:
        return await self._carry(RetireSubscriber(subscriber=subscriber))

    async def close(self) -> None:
        await self._runtime.close()

    async def _carry(self, message: Query[T] | Command[T], context: Context | None = None) -> T:
        return await self._runtime.switchboard.carry(message, context or Context(actor=SYSTEM, reason="test"))
