"""A connection as its driver knows it: a statement costs a fifth of what it does through the session."""

from collections.abc import Mapping
from typing import Any, LiteralString, Protocol

import psycopg
from sqlalchemy import Connection, event
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session, SessionTransaction

from souk.database.watching import Watch

Statement = LiteralString | bytes
"""Words of our own, as pyright proves, or put together by SQLAlchemy; values are bound."""
Rows = list[tuple[Any, ...]]
CONNECTED = "connected"
"""Where a session keeps the connection that it has begun on: asking it takes another switch of greenlets."""


class Speaking(Protocol):
    """Sends a statement and returns its rows."""

    async def rows(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows: ...


class Driver:
    """Sends statements over a connection that somebody else opened and will close."""

    def __init__(self, connection: "psycopg.AsyncConnection[Any]", watch: Watch) -> None:
        self._connection = connection
        self._watch = watch

    async def rows(
        self, statement: Statement, parameters: Mapping[str, Any], *, plan_anew: bool = False
    ) -> Rows:
        """Return all rows. With `plan_anew` it is planned for these very values, each time."""
        text = statement.decode() if isinstance(statement, bytes) else statement
        begun = self._watch.begin(text, parameters)
        failure: BaseException | None = None
        prepare = False if plan_anew else None
        try:
            cursor = await self._connection.execute(statement, parameters, prepare=prepare, binary=True)
            answer = cursor.pgresult
            return await cursor.fetchall() if answer is not None and answer.nfields else []
        except BaseException as error:
            failure = error
            raise
        finally:
            self._watch.end(begun, failure)


class ModuleSession(Session):
    """A session of a module's own pool."""


@event.listens_for(ModuleSession, "after_begin")
def _connected(session: Session, _: SessionTransaction, connection: Connection) -> None:
    session.info[CONNECTED] = connection


async def driver_of(session: AsyncSession, watch: Watch) -> Driver:
    """Return the driver's side of a session's connection: what is sent there belongs to its transaction."""
    connected: Connection | None = session.info.get(CONNECTED)
    if connected is None:
        connected = (await session.connection()).sync_connection
    driver: Any = connected.connection.driver_connection if connected else None
    return Driver(driver, watch)
