"""The suite of live streams: a toy module, and streams on the same stage, read as a browser would."""

import asyncio
from collections.abc import AsyncIterator, Mapping
from types import MappingProxyType
from typing import Any

import pytest_asyncio

from souk.configuration import PLATFORM_SECTIONS, load
from souk.database.addresses import PLATFORM
from souk.database.committing import committing
from souk.live.forgetting import ForgetNotices, forget_notices
from souk.live.listeners import Listener
from souk.live.opening import OpenStreams
from souk.messages import Actor, Context
from souk.testing import Stage, stage_of
from souk.testing.authentication import TestAuthenticator
from tests.souk.live import toys
from tests.souk.live.reading import Reader

database, stage = stage_of(toys.build, names=["users"])


class Doors(TestAuthenticator):
    """Believes test tokens until they are thrown out."""

    def __init__(self) -> None:
        super().__init__(None)
        self.out: set[str] = set()

    async def authenticate(self, token: str, carrier: Any) -> Actor:
        if token in self.out:
            await super().authenticate("", carrier)
        return await super().authenticate(token, carrier)


class Live:
    """One web process's streams, and readers of them."""

    def __init__(
        self, stage: Stage, settings: Mapping[str, object] = MappingProxyType({}), *, hears: bool = True
    ) -> None:
        self.stage = stage
        self.doors = Doors()
        chosen = {"live.heartbeat_seconds": 5.0, "live.look_seconds": 5.0, **settings}
        configuration = load(PLATFORM_SECTIONS, environment={}, overrides=chosen)
        self.streams = OpenStreams(
            stage.runtime.databases[PLATFORM], self.doors, stage.runtime.switchboard, configuration
        )
        if hears:
            stage.runtime.hint.listen(self.streams.hear)
        self.context = Context(reason="test")
        self._readers: list[Reader] = []
        loops = (self.streams.feed.follow, self.streams.sweep)
        self._tasks = [asyncio.create_task(loop()) for loop in loops]

    async def read(self, actor: Actor | None, path: str = "", **headers: str) -> Reader:
        """Open a stream and wait for its first bytes."""
        self.stage.beside = [self.streams.endpoint]
        if actor is not None:
            headers["authorization"] = f"Bearer {TestAuthenticator.token(actor)}"
        reader = Reader(self.stage.application(), f"/api/notifications/stream{path}", headers)
        self._readers.append(reader)
        await reader.open()
        return reader

    async def ring(self, person: Actor, *numbers: int) -> None:
        """Have the bell rung and what it tells stored, as a worker would."""
        assert person.id is not None
        await self.stage.publish(
            "users", *(toys.BellRang(person_id=person.id, number=number) for number in numbers)
        )
        await self.stage.settle()

    def throw_out(self, person: Actor) -> None:
        self.doors.out.add(TestAuthenticator.token(person))

    def listeners(self) -> list[Listener]:
        return [each for some in self.streams.room.by_token().values() for each in some]

    async def forget(self) -> None:
        async with committing(self.stage.runtime.switchboard.transaction(PLATFORM, self.context)) as tx:
            await forget_notices(tx, ForgetNotices())

    async def close(self) -> None:
        for reader in self._readers:
            await reader.leave()
        for task in self._tasks:
            task.cancel()
        await asyncio.gather(*self._tasks, return_exceptions=True)


@pytest_asyncio.fixture
async def live(stage: Stage) -> AsyncIterator[Live]:
    opened = Live(stage)
    yield opened
    await opened.close()
