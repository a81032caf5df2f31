"""A terminal of an operator: the commands of souk, on a database and in a folder of their own."""

import os
from collections.abc import Iterator
from pathlib import Path

import click
import psycopg
import pytest
from click.testing import CliRunner, Result

from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers


@pytest.fixture(scope="session")
def database(servers: TestServers) -> Iterator[TestDatabase]:
    made = TestDatabase(os.environ[POSTGRES], SECRET, ["users"])
    made.make()
    yield made
    made.drop()


@pytest.fixture
def shop(database: TestDatabase) -> TestDatabase:
    database.empty()
    with psycopg.connect(database.url, autocommit=True) as owner:
        owner.execute(b"DELETE FROM souk.subscription")
    return database


@pytest.fixture
def run(shop: TestDatabase, tmp_path: Path):
    environment = {
        "SOUK_DATABASE_URL": shop.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": shop.name,
        "SOUK_SECRET": SECRET,
        "SOUK_DATA_DIR": str(tmp_path),
        "COLUMNS": "300",
    }

    def running(command: click.Command, *words: str, status: int = 0) -> Result:
        result = CliRunner().invoke(command, list(words), env=environment)
        assert result.exit_code == status, result.output + repr(result.exception)
        return result

    return running
