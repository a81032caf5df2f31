"""The desk where staff look after events: what waits, what died, what is to be heard again, who may go."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from souk.events import dead_letters
from souk.events.consumers import Consumer, Published, consumers, published_versions
from souk.events.dead_letters import DeadLetter
from souk.events.lag import Lag, lags
from souk.events.replay import replay
from souk.events.retiring import retire
from souk.events.store import EventStore
from souk.messages import Context


class EventDesk:
    """All that a person may do with events, in any process. Who may is for the caller to check."""

    def __init__(self, url: str, secret: str) -> None:
        self._store = EventStore(url, secret, queue=False)

    async def lags(self) -> list[Lag]:
        """Say of each subscriber how far it is behind and why."""
        return await lags(self._store)

    async def consumers(self) -> list[Consumer]:
        """Say who reads which version of each event."""
        return await consumers(self._store)

    async def published_versions(self, days: int = 7) -> list[Published]:
        """Say how often each version of each event was published lately."""
        return await published_versions(self._store, days)

    async def dead_letters(
        self, subscriber: str | None = None, after: tuple[str, int] = ("", 0), most: int = 100
    ) -> list[DeadLetter]:
        """List them by subscriber and position, beginning after the last one seen."""
        return await dead_letters.dead_letters(self._store, subscriber, after, most)

    async def retry(self, subscriber: str, position: int) -> None:
        """Deliver a dead letter again, before whatever waits behind it. NotFound if there is none."""
        await dead_letters.retry(self._store, subscriber, position)

    async def discard(self, subscriber: str, position: int) -> None:
        """Give a dead letter up for good; what waits behind it goes on. NotFound if there is none."""
        await dead_letters.discard(self._store, subscriber, position)

    async def correct(self, subscriber: str, position: int, payload: dict[str, Any], by: Context) -> UUID:
        """Deliver a corrected event in the dead letter's place; it names the old one as its cause."""
        return await dead_letters.correct(self._store, subscriber, position, payload, by)

    async def replay(
        self,
        subscriber: str,
        *,
        ids: Sequence[UUID] | None = None,
        type: str | None = None,  # noqa: A002 - the word of the field
        key: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
    ) -> int:
        """Let a replayable subscriber hear again what fits all conditions; return how many events."""
        return await replay(self._store, subscriber, ids=ids, type=type, key=key, since=since, until=until)

    async def retire(self, subscriber: str) -> int:
        """Forget a subscriber whose code is gone; return how many deliveries were waiting for it."""
        return await retire(self._store, subscriber)

    async def close(self) -> None:
        await self._store.close()
