"""Two real servers for the whole run: a small stall without a database, and the shop itself on one."""

import os
from collections.abc import Iterator

import pytest

from shop.assembly import assemble, configure
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.souk.http.served import Served, free_port, serving


@pytest.fixture(scope="session")
def stall(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    port = free_port()
    log = tmp_path_factory.mktemp("stall") / "log"
    arguments = ["-m", "tests.souk.http.stall", str(port)]
    with serving(arguments, port, log, probe="/api/things", variables={}) as served:
        yield served


@pytest.fixture(scope="session")
def shop(servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    database = TestDatabase(os.environ[POSTGRES], SECRET, assemble(configure()).names)
    database.make()
    port = free_port()
    folder = tmp_path_factory.mktemp("shop")
    variables = {
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": database.name,
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_LOGGING_FORMAT": "json",
    }
    try:
        with serving(
            ["-m", "shop", "serve"], port, folder / "log", probe="/health", variables=variables
        ) as served:
            yield served
    finally:
        database.drop()
