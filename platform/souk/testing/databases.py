"""Databases for tests: migrated once into a template, cloned for each worker, emptied before each test."""

import asyncio
import gc
import hashlib
import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine

from souk.configuration import Configuration
from souk.connections import Connections
from souk.database.addresses import owner_address
from souk.database.migrations import Migrations

MIGRATIONS = Path(__file__).parents[3] / "migrations"
LOCK = 7269
NUMBERS = count(1)  # several suites of one run may want the same modules, each in a database of its own
KEPT = ("alembic_version", "module", "subscription", "lane")

LOGS_IN = "SELECT 1 FROM pg_stat_activity WHERE state = 'starting' AND pid <> pg_backend_pid()"

# Without triggers, of which some forbid exactly this. Deleting rows costs less than new files for each table.
EMPTY = """
SET session_replication_role = replica;
DO $$
DECLARE
    found text; filled boolean;
BEGIN
    FOR found IN
        SELECT c.oid::regclass::text FROM pg_class c
        WHERE c.relkind = 'r' AND c.relnamespace::regnamespace::text = ANY(ARRAY[{schemas}])
            AND c.relname <> ALL(ARRAY[{kept}])
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || found || ')' INTO filled;
        IF filled THEN EXECUTE 'DELETE FROM ' || found; END IF;
    END LOOP;
END $$;
UPDATE souk.lane SET owner = DEFAULT, mark = DEFAULT WHERE owner IS NOT NULL OR mark IS NOT NULL;
"""


def owner_of(url: str) -> AsyncEngine:
    """Return a door for the owner of a database, whose every statement counts at once."""
    return create_async_engine(owner_address(url), isolation_level="AUTOCOMMIT")


class TestDatabase:
    """A clone of a migrated database, for one worker and one set of modules."""

    __test__ = False

    def __init__(self, server: str, secret: str, modules: Sequence[str]) -> None:
        self._server = server
        self._secret = secret
        self.modules = list(modules)
        worker = os.environ.get("PYTEST_XDIST_WORKER", "main")
        self._template = f"souk_template_{self._digest()}"
        self.name = f"souk_{self._digest()}_{worker}_{os.getpid()}_{next(NUMBERS)}"
        self.url = self._address(self.name)
        self._connections: dict[Configuration, Connections] = {}
        self._owner: AsyncEngine | None = None
        self._emptying: psycopg.Connection[tuple[object, ...]] | None = None

    def make(self) -> None:
        """Clone the template; migrate it first if this run has none yet."""
        with psycopg.connect(self._server, autocommit=True) as owner:
            owner.execute("SELECT pg_advisory_lock(%s)", [LOCK])
            known = owner.execute("SELECT 1 FROM pg_database WHERE datname = %s", [self._template]).fetchone()
            if not known:
                self._make_template(owner)
            owner.execute(f'CREATE DATABASE "{self.name}" TEMPLATE "{self._template}"'.encode())

    def empty(self) -> None:
        """Take every row out of every table, which costs little when few have any."""
        if self._emptying is None or self._emptying.closed:
            self._emptying = psycopg.connect(self.url, autocommit=True)
        schemas = ", ".join(f"'{name}'" for name in ["souk", *self.modules])
        kept = ", ".join(f"'{name}'" for name in KEPT)
        self._emptying.execute(EMPTY.format(schemas=schemas, kept=kept).encode())

    async def connections(self, configuration: Configuration) -> Connections:
        """Return what all stages with that configuration share: logging in costs more than most tests do.

        A suite that is over leaves none behind: a server has only so many.
        """
        for other in IN_USE - {self}:
            await other.hang_up()
        IN_USE.add(self)
        if configuration not in self._connections:
            self._connections[configuration] = Connections(configuration, self.modules)
        return self._connections[configuration]

    @property
    def owner(self) -> AsyncEngine:
        """Who may look everywhere: one connection for all stages, as above."""
        if self._owner is None:
            self._owner = owner_of(self.url)
        return self._owner

    async def hang_up(self) -> None:
        if self._owner is not None:
            await self._owner.dispose()
        for connections in self._connections.values():
            await connections.close()
        self._connections.clear()
        IN_USE.discard(self)

    async def close(self) -> None:
        await self.hang_up()
        await asyncio.to_thread(self.drop)

    def drop(self) -> None:
        """Take the database away, once nobody is left in it.

        A login that was called off half-way stays open until the collector finds its remains, and the server
        drops no database while somebody logs in: it would wait until that counts as too long.
        """
        if self._emptying is not None:
            self._emptying.close()
        with psycopg.connect(self._server, autocommit=True) as owner:
            if owner.execute(LOGS_IN).fetchone():
                gc.collect()
            owner.execute(f'DROP DATABASE IF EXISTS "{self.name}" WITH (FORCE)'.encode())

    def _make_template(self, owner: "psycopg.Connection[tuple[object, ...]]") -> None:
        building = f"{self._template}_building"
        owner.execute(f'DROP DATABASE IF EXISTS "{building}" WITH (FORCE)'.encode())
        owner.execute(f'CREATE DATABASE "{building}"'.encode())
        Migrations(self._address(building), self._secret, self.modules, MIGRATIONS).up()
        owner.execute(f'ALTER DATABASE "{building}" RENAME TO "{self._template}"'.encode())

    def _digest(self) -> str:
        """Name the template after what made it, so that a changed migration makes a new one."""
        digest = hashlib.sha256("+".join(self.modules).encode())
        for schema in ["souk", *self.modules]:
            for path in sorted((MIGRATIONS / schema).glob("*.py")):
                digest.update(path.read_bytes())
        return digest.hexdigest()[:12]

    def _address(self, name: str) -> str:
        return make_url(self._server).set(database=name).render_as_string(hide_password=False)


IN_USE: set[TestDatabase] = set()
