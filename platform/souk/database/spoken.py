"""A statement that is put together once, from the tables, and said to the driver itself from then on."""

from collections import namedtuple
from collections.abc import Callable, Iterable, Mapping
from typing import Any, Protocol

from sqlalchemy import ClauseElement, Dialect, SelectBase
from sqlalchemy.dialects.postgresql.psycopg import PGDialect_psycopg
from sqlalchemy.sql.compiler import SQLCompiler
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeEngine

from souk.database.driving import Rows, Statement

DIALECT: Dialect = PGDialect_psycopg()  # type: ignore[no-untyped-call]
Process = Callable[[Any], Any]


class SaysRows(Protocol):
    async def rows(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows: ...


class SaysAtOnce(Protocol):
    async def at_once(self, statement: Statement, parameters: Mapping[str, Any]) -> Rows: ...


class Spoken:
    """Use it as `await STATEMENT(tx, values)`: it costs a third of `tx.execute`, and is as well checked.

    It returns named tuples. An INSERT wants a value for each column, and what the database works out by
    itself must be left out of it by naming the columns.
    """

    def __init__(self, statement: ClauseElement) -> None:
        compiled = statement.compile(dialect=DIALECT)
        if not isinstance(compiled, SQLCompiler):
            raise TypeError(statement)
        binds = {name: bind for bind, name in compiled.bind_names.items()}
        self._statement = str(compiled).encode()
        self._ways_in = dict(_processors((name, bind.type) for name, bind in binds.items()))
        self._constant = {
            name: self._ways_in.pop(name, _as_it_is)(bind.value)
            for name, bind in binds.items()
            if not bind.required
        }
        self._names = binds.keys() - self._constant.keys()
        columns = [(column.key, column.type) for column in _returned(statement)]
        self._row = _rows_of([name for name, _ in columns])
        keys = [name for name, _ in columns]
        self._ways_out = [(keys.index(name), way) for name, way in _results(columns)]

    async def __call__(self, tx: SaysRows, values: Mapping[str, Any] | None = None) -> list[Any]:
        rows = await tx.rows(self._statement, self._parameters(values))
        return [self._row._make(self._read(row)) for row in rows]

    async def at_once(self, tx: SaysAtOnce, values: Mapping[str, Any] | None = None) -> Any:
        """Say the one thing that a transaction is about, and return the only row, or nothing."""
        rows = await tx.at_once(self._statement, self._parameters(values))
        return self._row._make(self._read(rows[0])) if rows else None

    async def one(self, tx: SaysRows, values: Mapping[str, Any] | None = None) -> Any:
        """Return the only row, or nothing."""
        rows = await self(tx, values)
        return rows[0] if rows else None

    def _parameters(self, values: Mapping[str, Any] | None) -> dict[str, Any]:
        parameters = dict(self._constant)
        for name in self._names:
            way = self._ways_in.get(name)
            value = values[name] if values else None
            parameters[name] = way(value) if way else value
        return parameters

    def _read(self, row: tuple[Any, ...]) -> Iterable[Any]:
        if not self._ways_out:
            return row
        read = list(row)
        for index, way in self._ways_out:
            read[index] = way(read[index])
        return read


def _rows_of(names: Iterable[str]) -> Any:
    return namedtuple("Row", names, rename=True)


def _as_it_is(value: Any) -> Any:
    return value


def _returned(statement: ClauseElement) -> Iterable[Any]:
    if isinstance(statement, SelectBase):
        return statement.selected_columns
    return statement.exported_columns if isinstance(statement, UpdateBase) else ()


def _processors(types: Iterable[tuple[str, TypeEngine[Any]]]) -> Iterable[tuple[str, Process]]:
    for name, kind in types:
        way = kind.dialect_impl(DIALECT).bind_processor(DIALECT)
        if way is not None:
            yield name, way


def _results(types: Iterable[tuple[str, TypeEngine[Any]]]) -> Iterable[tuple[str, Process]]:
    for name, kind in types:
        way = kind.dialect_impl(DIALECT).result_processor(DIALECT, None)
        if way is not None:
            yield name, way
