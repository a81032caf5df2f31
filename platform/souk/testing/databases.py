"""Databases for tests: migrated once into a template, cloned for each worker, emptied before each test."""

import hashlib
import os
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import psycopg
from sqlalchemy import make_url

from souk.database.migrations import Migrations

MIGRATIONS = Path(__file__).parents[3] / "migrations"
LOCK = 7269
NUMBERS = count(1)  # several suites of one run may want the same modules, each in a database of its own
KEPT = ("alembic_version", "module", "subscription")

EMPTY = """
DO $$
DECLARE
    found record; filled boolean; names text[] := '{{}}';
BEGIN
    FOR found IN
        SELECT format('%I.%I', schemaname, tablename) AS name FROM pg_tables
        WHERE schemaname = ANY(ARRAY[{schemas}]) AND tablename <> ALL(ARRAY[{kept}])
    LOOP
        EXECUTE 'SELECT EXISTS (SELECT FROM ' || found.name || ')' INTO filled;
        IF filled THEN names := names || found.name; END IF;
    END LOOP;
    IF names <> '{{}}' THEN EXECUTE 'TRUNCATE ' || array_to_string(names, ', ') || ' CASCADE'; END IF;
END $$
"""


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
        schemas = ", ".join(f"'{name}'" for name in ["souk", *self.modules])
        kept = ", ".join(f"'{name}'" for name in KEPT)
        with psycopg.connect(self.url, autocommit=True) as owner:
            owner.execute(EMPTY.format(schemas=schemas, kept=kept).encode())

    def drop(self) -> None:
        with psycopg.connect(self._server, autocommit=True) as owner:
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
