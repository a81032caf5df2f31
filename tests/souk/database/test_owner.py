"""The owner of the database need not be a superuser: managed PostgreSQL gives nobody that."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import make_url

from shop.assembly import SECTIONS, assemble
from shop.places import migrations_folder
from souk.configuration import load
from souk.database.addresses import role_address, role_of
from souk.database.migrations import Migrations
from souk.embedded import EmbeddedPostgres

SECRET = "a secret that only the tests know, long enough for anybody"
MODULES = assemble(load(SECTIONS, environment={})).names


@pytest.fixture
def folder() -> Iterator[Path]:
    """A folder of its own: pytest shuts that of its temporary paths whenever another run begins."""
    with tempfile.TemporaryDirectory(prefix="souk-test-") as name:
        yield Path(name)


def test_an_owner_who_may_make_roles_can_migrate_and_do_so_again(folder: Path):
    with EmbeddedPostgres(folder / "postgres", password="superuser", durable=False) as postgres:
        with psycopg.connect(postgres.url, autocommit=True) as superuser:
            superuser.execute("CREATE ROLE shopkeeper LOGIN CREATEROLE PASSWORD 'shopkeeper'")
            superuser.execute("CREATE DATABASE shop OWNER shopkeeper")
            superuser.execute("ALTER ROLE shopkeeper SET scram_iterations = 4096")
        owner = make_url(postgres.url).set(username="shopkeeper", password="shopkeeper", database="shop")
        url = owner.render_as_string(hide_password=False)
        migrations = Migrations(url, SECRET, MODULES, migrations_folder())
        migrations.up()
        migrations.up()
        assert {state.pending for state in migrations.states()} == {0}
        for module in MODULES:
            address = role_address(url, role_of(module), SECRET).set(drivername="postgresql")
            with psycopg.connect(address.render_as_string(hide_password=False)) as connection:
                owned = connection.execute(
                    "SELECT nspname FROM pg_namespace WHERE nspowner = current_user::regrole"
                )
                assert owned.fetchall() == [(module,)]
        with psycopg.connect(postgres.url) as superuser:
            verifiers = "SELECT split_part(rolpassword, ':', 1) FROM pg_authid WHERE rolname = ANY(%s)"
            found = superuser.execute(verifiers, [[role_of(module) for module in MODULES]])
            assert {kind for (kind,) in found} == {"SCRAM-SHA-256$1"}  # logging in costs next to nothing
