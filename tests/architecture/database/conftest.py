"""The database of all mounted modules and of a stranger, as each role sees it."""

import os
from collections.abc import Iterator
from itertools import permutations

import psycopg
import pytest
from psycopg.errors import InsufficientPrivilege
from sqlalchemy import URL, create_engine

from souk.database.addresses import owner_address, role_address, role_of
from souk.database.roles import enrol_modules, ensure_roles
from souk.modules import Registry
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, TestServers

STRANGER = "gifts"
"""A module that nobody thought of, beside those that are mounted."""


HELD = """
    SELECT format('%%I.%%I', %s::text, relname), quote_ident(attname), relkind::text
    FROM pg_class JOIN pg_attribute ON attrelid = pg_class.oid AND attnum = 1
    WHERE relnamespace = %s::regnamespace AND relkind IN ('r', 'p', 'v', 'm')
"""


class Walls:
    """The database as each role sees it."""

    def __init__(self, url: str, modules: list[str]) -> None:
        self._url = url
        self._open: dict[URL, psycopg.Connection[tuple[object, ...]]] = {}
        self.roles = {name: role_of(name) for name in modules}
        self.pairs = list(permutations(modules, 2))

    def tables(self, schema: str) -> list[dict[str, object]]:
        """Return each table's name, and the name of one of its columns."""
        held = self._held(schema)
        return [{"table": table, "column": column} for table, column, kind in held if kind in {"r", "p"}]

    def views(self, schema: str) -> list[object]:
        return [view for view, _, kind in self._held(schema) if kind in {"v", "m"}]

    def owner(self, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self._run(owner_address(self._url), sql, values)

    def run(self, role: str, sql: str, *values: object) -> list[tuple[object, ...]]:
        return self._run(role_address(self._url, role, SECRET), sql, values)

    def allowed(self, role: str, *statements: str) -> list[str]:
        """Return those that are not refused for want of a right, whatever else may be wrong with them."""
        return [f"{role}: {statement}" for statement in statements if not self._refuses(role, statement)]

    def close(self) -> None:
        for connection in self._open.values():
            connection.close()

    def _held(self, schema: str) -> list[tuple[object, ...]]:
        return self.owner(HELD, schema, schema)

    def _refuses(self, role: str, statement: str) -> bool:
        try:
            self.run(role, statement)
        except InsufficientPrivilege:
            return True
        except psycopg.Error:
            return False
        return False

    def _run(self, address: URL, sql: str, values: tuple[object, ...]) -> list[tuple[object, ...]]:
        if address not in self._open:
            plain = address.set(drivername="postgresql").render_as_string(hide_password=False)
            self._open[address] = psycopg.connect(plain, autocommit=True)
        cursor = self._open[address].execute(sql.encode(), values or None)
        return cursor.fetchall() if cursor.description else []


@pytest.fixture(scope="session")
def walls(servers: TestServers, registry: Registry) -> Iterator[Walls]:
    """A database with every mounted module, and a stranger with one table."""
    database = TestDatabase(os.environ[POSTGRES], SECRET, registry.names)
    database.make()
    owner = create_engine(owner_address(database.url))
    with owner.begin() as connection:
        ensure_roles(connection, [STRANGER], SECRET)
        enrol_modules(connection, [STRANGER])
    owner.dispose()
    seen = Walls(database.url, [*registry.names, STRANGER])
    seen.run(role_of(STRANGER), f"CREATE TABLE {STRANGER}.gift (id integer)")
    yield seen
    seen.close()
    database.drop()
