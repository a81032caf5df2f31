"""Who is called off costs no connection, at whatever point of its way that happens."""

import asyncio
import time
from collections.abc import Awaitable, Callable, Generator
from typing import Any, Literal

import pytest
from sqlalchemy import MetaData, QueuePool, text
from sqlalchemy.ext.asyncio import AsyncEngine

from souk.configuration import DatabaseSettings
from souk.database.committing import committing
from souk.events.store import EventStore
from souk.jobs.ledger import Ledger
from souk.messages import Context
from souk.modules import Module, Site
from souk.testing import Stage, stage_of
from souk.testing.servers import SECRET

Work = Callable[[], Awaitable[object]]
Moment = Literal["while it waits", "when its turn has come"]
IDLE_SECONDS = 0.006
"""After so long without a statement psycopg lets others have a turn, where nothing has to be waited for."""
MOST_TURNS = 100


def paper(_: Site) -> Module:
    return Module(name="users", summary="A sheet of paper.", tables=MetaData(schema="users"))


database, stage = stage_of(paper, names=["users"])


def compute() -> None:
    """Keep the loop to oneself for that long, as a handler may."""
    time.sleep(IDLE_SECONDS)


class CalledOff:
    """Awaits the work, and has its task called off at one of the points at which it waits."""

    def __init__(self, work: Awaitable[object], at: int, moment: Moment) -> None:
        self._work = work
        self._at = at
        self._moment = moment
        self.points = 0

    def __await__(self) -> Generator[Any, Any, None]:
        steps = self._work.__await__()
        waited: BaseException | None = None
        while True:
            try:
                point = next(steps) if waited is None else steps.throw(waited)
            except StopIteration:
                return
            self.points += 1
            if self.points == self._at:
                self._call_off(point)
            try:
                if point is not None:
                    point._asyncio_future_blocking = True
                yield point
                waited = None
            except BaseException as error:  # noqa: BLE001 - it is thrown into the work
                waited = error

    def _call_off(self, point: "asyncio.Future[Any] | None") -> None:
        task = asyncio.current_task()
        assert task is not None
        if point is None or self._moment == "while it waits":
            asyncio.get_running_loop().call_soon(task.cancel)
        else:
            point.add_done_callback(lambda _: task.cancel())


class Ways:
    """All ways to the database, and the pool that each goes by."""

    def __init__(self, stage: Stage, url: str) -> None:
        settings = DatabaseSettings(url=url)
        self._stage = stage
        self._store = EventStore(settings, SECRET, queue=True)
        self._ledger = Ledger(settings, SECRET)
        own, module = self._store._engine, stage.runtime.databases["users"]
        self.all: dict[str, tuple[AsyncEngine, Work]] = {
            "rows of the dispatcher": (own, lambda: self._store.rows("SELECT 1")),
            "bare rows of the dispatcher": (own, lambda: self._store.tuples(b"SELECT 1", {})),
            "a transaction of the dispatcher": (own, self._in_transaction),
            "a statement of jobs": (self._ledger._engine, lambda: self._ledger.rows("SELECT 1")),
            "a look whether it is there": (module.engine, module.ping),
            "a bare query": (module.engine, lambda: self._bare(reads=True)),
            "a query by a session": (module.engine, lambda: self._by_session(reads=True)),
            "bare writing": (module.engine, lambda: self._bare(reads=False)),
            "writing by a session": (module.engine, lambda: self._by_session(reads=False)),
            "one thing said at once": (module.engine, self._at_once),
            "a session of its own": (module.engine, self._session),
        }

    async def _in_transaction(self) -> None:
        async with self._store.transaction() as connection:
            await connection.exec_driver_sql("SELECT 1")
            compute()

    async def _bare(self, *, reads: bool) -> None:
        async with committing(self._begin(reads=reads)) as tx:
            await tx.rows(b"SELECT 1", {})
            compute()

    async def _by_session(self, *, reads: bool) -> None:
        async with committing(self._begin(reads=reads)) as tx:
            await tx.execute(text("SELECT 1"))
            await tx.rows(b"SELECT 1", {})
            compute()

    async def _at_once(self) -> None:
        async with committing(self._begin(reads=False)) as tx:
            await tx.at_once(b"SELECT 1", {})
            compute()

    async def _session(self) -> None:
        async with self._stage.runtime.databases["users"].writing() as session:
            await session.execute(text("SELECT 1"))
            compute()
            await session.commit()

    def _begin(self, *, reads: bool) -> Any:
        return self._stage.runtime.switchboard.transaction("users", Context(reason="test"), reads=reads)

    async def close(self) -> None:
        await self._store.close()
        await self._ledger.close()


WAYS = [
    "rows of the dispatcher",
    "bare rows of the dispatcher",
    "a transaction of the dispatcher",
    "a statement of jobs",
    "a look whether it is there",
    "a bare query",
    "a query by a session",
    "bare writing",
    "writing by a session",
    "one thing said at once",
    "a session of its own",
]


@pytest.fixture
async def ways(stage: Stage, database):
    made = Ways(stage, database.url)
    assert list(made.all) == WAYS
    yield made
    await made.close()


@pytest.mark.parametrize("moment", ["while it waits", "when its turn has come"])
@pytest.mark.parametrize("way", WAYS)
async def test_who_is_called_off_at_any_point_costs_no_connection(ways: Ways, way: str, moment: Moment):
    engine, work = ways.all[way]
    for at in range(1, MOST_TURNS):
        await work()  # the connection is there, as it is most of the time
        await asyncio.sleep(IDLE_SECONDS)
        tried = CalledOff(work(), at, moment)
        await asyncio.gather(asyncio.create_task(_await(tried)), return_exceptions=True)
        await _nothing_is_out(engine, f"{way}, called off at its point {at}")
        if tried.points < at:
            assert at > 1
            return
    pytest.fail("it never came to its end")


async def _await(work: Awaitable[None]) -> None:
    await work


async def _nothing_is_out(engine: AsyncEngine, whose: str) -> None:
    assert isinstance(engine.pool, QueuePool)
    try:
        async with asyncio.timeout(10):
            while engine.pool.checkedout():  # noqa: ASYNC110 - a pool has no event to wait for
                await asyncio.sleep(0)
    except TimeoutError:
        pytest.fail(f"a connection was not given back by {whose}")
