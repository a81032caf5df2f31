"""Journeys: the real shop in real processes, spoken to over HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator

import pytest

from shop.mounted import MODULES
from shop.places import ROOT
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.journeys.open_shop import PASSWORD, Shop, answers, free_port, until


@pytest.fixture(scope="session")
def shop(servers: TestServers) -> Iterator[Shop]:
    """The shop with one web process, one worker, and an administrator."""
    names = [build.__module__.split(".")[1] for build in MODULES]
    database = TestDatabase(os.environ[POSTGRES], SECRET, names)
    database.make()
    port = free_port()
    environment = {
        **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": database.name,  # another worker's shop has the same server, and other goods
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_WEB_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SOUK_LOGGING_LEVEL": "warning",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }
    souk = [sys.executable, "-m", "shop"]
    admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
    subprocess.run([*souk, *admin], env=environment, check=True, stdout=subprocess.DEVNULL)
    processes = [subprocess.Popen([*souk, name], env=environment) for name in ("serve", "worker")]
    try:
        opened = Shop(address=f"http://127.0.0.1:{port}", database=database.url)
        until(lambda: answers(opened))
        yield opened
    finally:
        for process in processes:
            process.terminate()
        codes = [process.wait(timeout=20) for process in processes]
        database.drop()
    assert codes == [0, 0], "a process did not shut down cleanly"
