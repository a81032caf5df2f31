"""Migrations: one history and one version table for each schema, run under that schema's own role."""

import io
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.config import Config
from alembic.runtime.environment import EnvironmentContext
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, MetaData, NullPool, create_engine, text

from souk.database.addresses import PLATFORM, owner_address, role_address, role_of
from souk.database.roles import enrol_modules, ensure_roles
from souk.kernel import Value

LOCK = 7268  # any number, as long as every process that migrates takes the same one
TEMPLATE = Path(__file__).parent / "migration_template"
PATIENCE = (
    "SET statement_timeout = '15min'; SET lock_timeout = '5s'; SET idle_in_transaction_session_timeout = 0"
)


class MigrationFailed(Exception):
    """One module's migration failed; those before it stand, those after it were not tried."""

    def __init__(self, module: str, cause: Exception) -> None:
        super().__init__(f"the migration of {module} failed: {cause}")
        self.module = module


class State(Value):
    """Where one schema stands."""

    module: str
    current: str
    newest: str
    pending: int


class Migrations:
    """All histories. Several processes may migrate at once: one works, the others wait."""

    def __init__(self, url: str, secret: str, modules: Sequence[str], folder: Path) -> None:
        self._url = url
        self._secret = secret
        self._modules = list(modules)
        self._folder = folder

    @property
    def schemas(self) -> list[str]:
        return [PLATFORM, *self._modules]

    def up(self, say: Callable[[str], None] = lambda _: None) -> None:
        """Bring every schema to its newest version."""
        with self._locked() as owner:
            ensure_roles(owner, self._modules, self._secret)
            owner.commit()
            for schema in self.schemas:
                self._run(schema, "heads", say)
                if schema == PLATFORM:
                    enrol_modules(owner, self._modules)
                    owner.commit()

    def down(self, schema: str, revision: str, say: Callable[[str], None] = lambda _: None) -> None:
        """Take one schema back to an older version, or to nothing with `base`."""
        with self._locked():
            self._run(schema, revision, say)

    def states(self) -> list[State]:
        return [self._state(schema) for schema in self.schemas]

    def sql(self, schema: str) -> str:
        """Return the statements that `up` would run for this schema, for review."""
        buffer = io.StringIO()
        start = self._state(schema).current or None
        with self._environment(schema, "heads", as_sql=True, starting_rev=start) as environment:
            environment.configure(
                dialect_name="postgresql", output_buffer=buffer, literal_binds=True, **self._options(schema)
            )
            with environment.begin_transaction():
                environment.run_migrations()
        return buffer.getvalue()

    def new(self, schema: str, message: str, tables: MetaData) -> Path:
        """Write the next migration: what differs between the tables in code and those in the database."""
        scripts = self._scripts(schema)
        with self._connected(self._address(schema)) as connection:
            context = MigrationContext.configure(connection, opts=self._options(schema))
            difference = produce_migrations(context, tables)
        number = len(list(scripts.walk_revisions())) + 1
        upgrades = difference.upgrade_ops
        downgrades = difference.downgrade_ops
        script = scripts.generate_revision(
            f"{schema}_{number:04d}",
            message,
            head=scripts.get_current_head() or "base",
            upgrades=render_python_code(upgrades) if upgrades else "",
            downgrades=render_python_code(downgrades) if downgrades else "",
            imports="",
        )
        if script is None:
            raise RuntimeError("Alembic wrote no script")
        written = Path(script.path)
        words = "_".join(message.lower().split())
        return written.rename(written.with_name(f"{number:04d}_{words}.py"))

    def differences(self, schema: str, tables: MetaData) -> list[Any]:
        """Return how the migrated tables differ from those in code; nothing, if all is well."""
        with self._connected(self._address(schema)) as connection:
            context = MigrationContext.configure(connection, opts=self._options(schema))
            found = produce_migrations(context, tables).upgrade_ops
        return [] if found is None else found.as_diffs()

    def _run(self, schema: str, target: str, say: Callable[[str], None]) -> None:
        try:
            with self._connected(self._address(schema)) as connection:
                connection.execute(text(PATIENCE))
                connection.commit()
                with self._environment(schema, target) as environment:
                    environment.configure(connection=connection, **self._options(schema))
                    with environment.begin_transaction():
                        environment.run_migrations()
                connection.commit()
                reached = self._reached(connection, schema)
        except Exception as error:
            raise MigrationFailed(schema, error) from error
        say(f"{schema}: {reached or 'empty'}")

    def _reached(self, connection: Connection, schema: str) -> str | None:
        return MigrationContext.configure(connection, opts=self._options(schema)).get_current_revision()

    def _environment(self, schema: str, target: str, **options: Any) -> EnvironmentContext:
        """Alembic without an env.py: there would be one for each schema, all the same."""
        scripts = self._scripts(schema)

        def steps(current: Any, _: object) -> Any:
            route = scripts._upgrade_revs if target == "heads" else scripts._downgrade_revs  # noqa: SLF001
            return route(target, current)

        return EnvironmentContext(Config(), scripts, fn=steps, destination_rev=target, **options)

    def _state(self, schema: str) -> State:
        scripts = self._scripts(schema)
        try:
            with self._connected(self._address(schema)) as connection:
                current = self._reached(connection, schema)
        except Exception:  # noqa: BLE001 - the role or the schema does not exist yet: nothing is migrated
            current = None
        pending = sum(1 for _ in scripts.iterate_revisions("heads", current or "base"))
        return State(
            module=schema, current=current or "", newest=scripts.get_current_head() or "", pending=pending
        )

    def _scripts(self, schema: str) -> ScriptDirectory:
        return ScriptDirectory(
            str(TEMPLATE), version_locations=[str(self._folder / schema)], file_template="%(rev)s"
        )

    def _options(self, schema: str) -> dict[str, Any]:
        return {
            "version_table_schema": schema,
            "transaction_per_migration": True,
            "include_schemas": True,
            "include_name": lambda name, kind, _: kind != "schema" or name == schema,
            "include_object": lambda _thing, name, kind, *_: (
                not (kind == "table" and name == "alembic_version")
            ),
            "compare_type": True,
            "compare_server_default": False,
        }

    def _address(self, schema: str) -> URL:
        if schema == PLATFORM:
            return owner_address(self._url)
        return role_address(self._url, role_of(schema), self._secret)

    @contextmanager
    def _connected(self, address: URL) -> Iterator[Connection]:
        engine = create_engine(address, poolclass=NullPool)
        with engine.connect() as connection:
            yield connection

    @contextmanager
    def _locked(self) -> Iterator[Connection]:
        with self._connected(owner_address(self._url)) as owner:
            owner.execute(text("SELECT pg_advisory_lock(:lock)"), {"lock": LOCK})
            owner.commit()
            yield owner
