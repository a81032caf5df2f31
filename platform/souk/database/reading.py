"""Reads in the driver's own words: for the few questions that everybody asks all the time."""

import asyncio
from collections.abc import Mapping
from typing import Any, LiteralString, cast

import psycopg
from sqlalchemy import PoolProxiedConnection, exc
from sqlalchemy.ext.asyncio import AsyncEngine
from sqlalchemy.util import greenlet_spawn

from souk.database.driving import Rows
from souk.database.watching import Watch


class Reader:
    """Borrows a connection of a module's pool for one statement that stands alone.

    A session and a compiled statement take three quarters of the processor's time of a read by key. Failures
    are SQLAlchemy's, as elsewhere.
    """

    __slots__ = ("_engine", "_watch")

    def __init__(self, engine: AsyncEngine, watch: Watch) -> None:
        self._engine = engine
        self._watch = watch

    async def rows(
        self, statement: LiteralString | bytes, parameters: Mapping[str, Any], *, plan_anew: bool = False
    ) -> Rows:
        """Return all rows. With `plan_anew` it is planned for these very values, each time."""
        try:
            borrowed = await greenlet_spawn(_borrow, self._engine)
        except psycopg.Error as error:
            raise _translated(_text(statement), error, gone=True) from error
        try:
            found = await self._read(borrowed, statement, parameters, plan_anew=plan_anew)
        except psycopg.Error as error:
            dead = await self._settle(borrowed, error)
            raise _translated(_text(statement), error, gone=dead) from error
        except BaseException as failure:
            await self._settle(borrowed, failure)
            raise
        await greenlet_spawn(_give_back, borrowed)
        return found

    async def _read(
        self,
        borrowed: PoolProxiedConnection,
        statement: LiteralString | bytes,
        parameters: Mapping[str, Any],
        *,
        plan_anew: bool,
    ) -> Rows:
        begun = self._watch.begin(_text(statement), parameters)
        prepare = False if plan_anew else None
        try:
            cursor = await _driver(borrowed).execute(statement, parameters, prepare=prepare, binary=True)
            found = await cursor.fetchall()
        except BaseException as failure:
            self._watch.end(begun, failure)
            raise
        self._watch.end(begun, None)
        return found

    async def _settle(self, borrowed: PoolProxiedConnection, failure: BaseException) -> bool:
        """Give it back; what was interrupted half way goes to nobody else. Tell whether it is dead."""
        dead = _driver(borrowed).closed
        if dead or not isinstance(failure, Exception):
            await asyncio.shield(greenlet_spawn(_throw_away, self._engine, borrowed, failure, dead))
        else:
            await greenlet_spawn(_give_back, borrowed)
        return dead


def _text(statement: LiteralString | bytes) -> str:
    return statement.decode() if isinstance(statement, bytes) else statement


def _borrow(engine: AsyncEngine) -> PoolProxiedConnection:
    borrowed = engine.sync_engine.raw_connection()
    try:
        _commit_each(borrowed, each=True)
    except psycopg.Error as error:
        borrowed.invalidate(error)
        raise
    return borrowed


def _give_back(borrowed: PoolProxiedConnection) -> None:
    _commit_each(borrowed, each=False)
    borrowed.close()


def _throw_away(
    engine: AsyncEngine, borrowed: PoolProxiedConnection, failure: BaseException, dead: bool
) -> None:
    if dead:  # as all others from before are, most likely: SQLAlchemy's own connections say so in this way
        engine.sync_engine.pool._invalidate(borrowed, failure, _checkin=False)  # noqa: SLF001
    borrowed.invalidate(failure)


def _commit_each(borrowed: PoolProxiedConnection, *, each: bool) -> None:
    connection: Any = borrowed.dbapi_connection
    connection.autocommit = each


def _driver(borrowed: PoolProxiedConnection) -> "psycopg.AsyncConnection[tuple[Any, ...]]":
    return cast("psycopg.AsyncConnection[tuple[Any, ...]]", borrowed.driver_connection)


def _translated(statement: str, error: psycopg.Error, *, gone: bool) -> BaseException:
    return exc.DBAPIError.instance(
        statement, None, error, psycopg.Error, hide_parameters=True, connection_invalidated=gone
    )
