"""Faults: the real shop in real processes, some of which are killed."""

import os
import signal
import socket
import subprocess
import sys
import threading
from collections.abc import Iterator

import pytest

from shop.mounted import MODULES
from shop.places import ROOT
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.journeys.open_shop import PASSWORD, Shop, answers, free_port, until

SOUK = [sys.executable, "-m", "shop"]


class Staffed:
    """An open shop with workers that die and are replaced."""

    def __init__(self, shop: Shop, environment: dict[str, str]) -> None:
        self.shop = shop
        self.killed = 0
        self._environment = environment
        self._one_at_a_time = threading.Lock()
        self._web = subprocess.Popen([*SOUK, "serve"], env=environment)
        self._workers = [self._hired(), self._hired()]

    def kill_a_worker(self) -> None:
        """Kill the one that has worked longest, without a warning, and hire another.

        Only once both are at work: on a busy machine all would be killed before they have begun.
        """
        with self._one_at_a_time:
            until(self._all_are_at_work, seconds=120)
            worker = self._workers.pop(0)
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            self.killed += 1
            self._workers.append(self._hired())

    def doctor(self) -> subprocess.CompletedProcess[str]:
        command = [*SOUK, "doctor"]
        return subprocess.run(command, env=self._environment, capture_output=True, text=True, check=False)

    def close(self) -> None:
        for process in (self._web, *self._workers):
            process.terminate()
        for process in (self._web, *self._workers):
            process.wait(timeout=30)

    def _all_are_at_work(self) -> bool:
        at_work = {name for (name,) in self.shop.rows("SELECT name FROM souk.worker")}
        return at_work >= {f"{socket.gethostname()}:{worker.pid}" for worker in self._workers}

    def _hired(self) -> subprocess.Popen[bytes]:
        return subprocess.Popen([*SOUK, "worker"], env=self._environment)


def environment_of(database: TestDatabase, port: int, valkey: str) -> dict[str, str]:
    """Return what processes of a shop with that database need to know."""
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": valkey,
        "SOUK_VALKEY_PREFIX": database.name,
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_WEB_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SOUK_LOGGING_LEVEL": "error",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }


@pytest.fixture
def staffed(servers: TestServers) -> Iterator[Staffed]:
    names = [build.__module__.split(".")[1] for build in MODULES]
    database = TestDatabase(os.environ[POSTGRES], SECRET, names)
    database.make()
    port = free_port()
    environment = environment_of(database, port, os.environ[VALKEY])
    admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
    subprocess.run([*SOUK, *admin], env=environment, check=True, stdout=subprocess.DEVNULL)
    shop = Shop(address=f"http://127.0.0.1:{port}", database=database.url)
    made = Staffed(shop, environment)
    try:
        until(lambda: answers(shop))
        yield made
    finally:
        made.close()
        database.drop()
