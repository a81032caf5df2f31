"""A stage: one module (or several) running for real, with everything around it under the test's hand."""

from collections.abc import Callable, Sequence
from typing import Any, TypeVar

import httpx
import msgspec
from litestar.types import ASGIApp
from sqlalchemy import RowMapping, text
from sqlalchemy.ext.asyncio import AsyncEngine

from souk.configuration import Configuration, LoggingSettings, WebSettings
from souk.connections import Connections
from souk.database.committing import committing
from souk.http.application import application
from souk.http.edge import Edge
from souk.http.routes import Endpoint
from souk.kernel import IdSource
from souk.messages import ANONYMOUS, Actor, Command, Context, Event, Job, Query
from souk.modules import Registry
from souk.runtime import Runtime
from souk.testing.authentication import TestAuthenticator
from souk.testing.databases import owner_of
from souk.testing.fakes import FakedSwitchboard
from souk.testing.scenario import Scenario
from souk.testing.time import StoppedClock

T = TypeVar("T")
E = TypeVar("E", bound=Event)
J = TypeVar("J", bound=Job)
TAKE_JOBS = """
UPDATE souk.job SET state = 'done' WHERE state = 'waiting' RETURNING id, type, arguments, context
"""
Q = TypeVar("Q", bound=Query[Any] | Command[Any])


class Stage:
    """What a slice test works with. Made by the fixture that `stage_of` defines."""

    def __init__(
        self,
        registry: Registry,
        configuration: Configuration,
        clock: StoppedClock,
        ids: IdSource | None = None,
        connections: Connections | None = None,
        owner: AsyncEngine | None = None,
    ) -> None:
        """Connections that are given are used and left open, for the next one."""
        self.registry = registry
        self.configuration = configuration
        self.clock = clock
        self.beside: Sequence[Endpoint] = ()
        """What is served beside the modules' own routes."""
        self.runtime = Runtime(
            registry,
            configuration,
            clock=clock,
            ids=ids,
            switchboard_kind=FakedSwitchboard,
            connections=connections,
        )
        self._lent = owner is not None
        self._owner = owner or owner_of(self.runtime.database_url)

    @property
    def scenario(self) -> Scenario:
        """Do something, then wait for what must come of it."""
        return Scenario(self)

    async def do(self, command: Command[T], actor: Actor = ANONYMOUS) -> T:
        return await self._switchboard.carry(command, Context(actor=actor, reason="test"))

    async def ask(self, query: Query[T], actor: Actor = ANONYMOUS) -> T:
        return await self._switchboard.carry(query, Context(actor=actor, reason="test"))

    async def publish(self, module: str, *events: Event) -> None:
        """Publish events in that module's name, as if it had just committed them."""
        async with committing(self._switchboard.transaction(module, Context(reason="test"))) as tx:
            for event in events:
                tx.publish(event)

    def fake(self, kind: type[Q], answer: Callable[[Q], Any] | object) -> None:
        """Answer a message of another module: with a value, or by a function of the message."""
        self._switchboard.fake(kind, answer if callable(answer) else lambda _: answer)

    def received(self, kind: type[Q]) -> list[Q]:
        """Return what was sent to the fake of that message."""
        return self._switchboard.received(kind)

    async def published(self, kind: type[E]) -> list[E]:
        """Return all events of that kind that were committed, in order."""
        sql = "SELECT payload FROM souk.event WHERE type = :type ORDER BY position"
        return [msgspec.convert(row["payload"], kind) for row in await self.rows(sql, type=kind.wire)]

    async def enqueued(self, kind: type[J]) -> list[J]:
        """Return all jobs of that kind that were committed, in order."""
        sql = "SELECT arguments FROM souk.job WHERE type = :type ORDER BY id"
        return [msgspec.convert(row["arguments"], kind) for row in await self.rows(sql, type=kind.wire)]

    async def settle(self) -> None:
        """Deliver events, and what they cause, until none is due."""
        while await self.runtime.dispatcher.deliver_due():
            pass

    async def work(self) -> None:
        """Deliver events and do jobs, however late they are due, until nothing is left to do."""
        await self.settle()
        while await self.work_once():
            await self.settle()

    async def work_once(self) -> int:
        """Do the jobs that there are now, however late they are due; return how many there were."""
        waiting = await self.rows(TAKE_JOBS)
        for row in waiting:
            await self._do_job(row)
        return len(waiting)

    async def rows(self, sql: str, **parameters: object) -> Sequence[RowMapping]:
        """Look straight into the database, as its owner."""
        async with self._owner.connect() as connection:
            return (await connection.execute(text(sql), parameters)).mappings().all()

    async def owner(self, sql: str) -> None:
        """Change something straight in the database, as its owner."""
        async with self._owner.connect() as connection:
            await connection.execute(text(sql))

    def client(self, actor: Actor | None = None, /, **headers: str) -> httpx.AsyncClient:
        """Return an HTTP client, signed in as that actor."""
        if actor is not None:
            headers["authorization"] = f"Bearer {TestAuthenticator.token(actor)}"
        app: Any = self.application()  # Litestar's types of ASGI are narrower than httpx's
        transport = httpx.ASGITransport(app, raise_app_exceptions=False)
        return httpx.AsyncClient(transport=transport, base_url="http://shop.test", headers=headers)

    def application(self) -> ASGIApp:
        modules = self.registry.modules.values()
        real = next((module.authenticator for module in modules if module.authenticator), None)
        edge = Edge(self._switchboard, TestAuthenticator(real), self.configuration)
        web = self.configuration[WebSettings]
        routes = [*self.registry.routes, *self.beside]
        return application(routes, edge, web, self.configuration[LoggingSettings])

    async def open(self) -> None:
        await self.runtime.dispatcher.subscribe()

    async def close(self) -> None:
        await self.runtime.close()
        if not self._lent:
            await self._owner.dispose()

    async def _do_job(self, row: RowMapping) -> None:
        module, doing = self.registry.jobs[row["type"]]
        context = msgspec.convert(row["context"], Context)
        inner: dict[str, Any] = {"caller": module.name, "reason": row["type"], "causation": row["id"]}
        transaction = self._switchboard.transaction(module.name, msgspec.structs.replace(context, **inner))
        async with committing(transaction) as tx:
            await doing.function(tx, msgspec.convert(row["arguments"], doing.job))

    @property
    def _switchboard(self) -> FakedSwitchboard:
        switchboard = self.runtime.switchboard
        if not isinstance(switchboard, FakedSwitchboard):
            raise TypeError(switchboard)
        return switchboard
