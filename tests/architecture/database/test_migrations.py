"""Migrations and code agree, and every migration can be taken back."""

import os
from collections.abc import Iterator

import psycopg
import pytest
from sqlalchemy import make_url

from souk.database.migrations import Migrations
from souk.modules import Registry
from souk.testing.databases import MIGRATIONS
from souk.testing.servers import POSTGRES, SECRET, TestServers


@pytest.fixture
def migrations(servers: TestServers, registry: Registry) -> Iterator[Migrations]:
    """The histories of all modules, and a new database where they have been run."""
    server, name = os.environ[POSTGRES], f"souk_migrated_{os.getpid()}"
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(server, autocommit=True) as owner:
        owner.execute(f"CREATE DATABASE {name}".encode())
        histories = Migrations(url, SECRET, registry.names, MIGRATIONS)
        histories.up()
        yield histories
        owner.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def test_the_tables_in_code_are_those_that_are_migrated(migrations: Migrations, registry: Registry):
    for name, module in registry.modules.items():
        assert migrations.differences(name, module.tables) == [], name


def test_every_migration_can_be_taken_back_and_run_again(migrations: Migrations):
    newest = {state.module: state.newest for state in migrations.states()}
    for schema in reversed(migrations.schemas):
        migrations.down(schema, "base")
    assert {state.current for state in migrations.states()} == {""}
    migrations.up()
    assert {state.module: state.current for state in migrations.states()} == newest
