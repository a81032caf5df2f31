"""Journeys: the real shop in real processes, spoken to over HTTP."""

import os
import subprocess
import sys
from collections.abc import Iterator
from uuid import uuid4

import pytest

from shop.mounted import MODULES
from shop.places import ROOT
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.journeys.collector import Collector
from tests.journeys.open_shop import PASSWORD, Shop, answers, free_port, until


def _settings(database: TestDatabase, collector: Collector, port: int, worker: int) -> dict[str, str]:
    return {
        **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_VALKEY_PREFIX": database.name,  # another worker's shop has the same server, and other goods
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_WEB_PUBLIC_URL": f"http://127.0.0.1:{port}",
        "SOUK_WORKER_METRICS_PORT": str(worker),
        "SOUK_LOGGING_LEVEL": "debug",
        "SOUK_LOGGING_FORMAT": "json",
        "SOUK_TELEMETRY_OTLP_URL": collector.address,
        "OTEL_BSP_SCHEDULE_DELAY": "200",
        "OTEL_BSP_MAX_QUEUE_SIZE": "50000",  # the load test's spans push nobody else's out
        "SOUK_TELEMETRY_METRIC_SECONDS": "1",
        "SOUK_PAYMENTS_SECONDS": "3",  # longer than tok_slow takes
        "SOUK_PAYMENTS_CIRCUIT_FAILURES": "2",
        "SOUK_PAYMENTS_CIRCUIT_SECONDS": "1",
        "SOUK_PAYMENTS_ASK_AGAIN_SECONDS": "0.5",
        "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
    }


@pytest.fixture(scope="package")
def shop(servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    """The shop with one web process, one worker, and an administrator."""
    log, collector = tmp_path_factory.mktemp("journeys") / "log", Collector()
    names = [build.__module__.split(".")[1] for build in MODULES]
    database = TestDatabase(os.environ[POSTGRES], SECRET, names)
    database.make()
    port, worker = free_port(), free_port()
    environment = _settings(database, collector, port, worker)
    souk = [sys.executable, "-m", "shop"]
    admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
    with log.open("ab") as lines:
        processes = [
            subprocess.Popen([*souk, name], env=environment, stdout=lines, stderr=lines)
            for name in ("serve", "worker")
        ]
    try:
        subprocess.run([*souk, *admin], env=environment, check=True, stdout=subprocess.DEVNULL)
        opened = Shop(
            address=f"http://127.0.0.1:{port}",
            database=database.url,
            log=log,
            worker=f"http://127.0.0.1:{worker}",
            telemetry=collector,
        )
        until(lambda: answers(opened))
        yield opened
    finally:
        for process in processes:
            process.terminate()
        codes = [process.wait(timeout=20) for process in processes]
        collector.close()
        database.drop()
    assert codes == [0, 0], f"a process did not shut down cleanly:\n{log.read_text()[-4000:]}"


@pytest.fixture(scope="package")
def phone(shop: Shop) -> str:
    """A product that costs 599.99."""
    with shop.sign_in("admin@example.com") as admin:
        admin.post("/api/admin/categories", json={"name": "Electronics", "slug": "electronics"})
        variant = {"sku": "PHONE-1", "price": 599.99, "currency": "EUR", "onHand": 1000}
        body = {"name": "Phone", "category": "electronics", "variants": [variant]}
        product = admin.post("/api/admin/products", json=body)
        assert product.status_code == 201, product.text
    with shop.client() as visitor:
        page = "/api/products?page=1&pageSize=10&category=electronics"
        until(lambda: visitor.get(page).json()["items"])
        return visitor.get(page).json()["items"][0]["id"]


@pytest.fixture
def ann(shop: Shop):
    """A customer of their own for each journey."""
    email = f"{uuid4().hex[:12]}@example.com"
    person = {"email": email, "password": PASSWORD, "firstName": "Ann", "lastName": "Lee"}
    with shop.client() as visitor:
        assert visitor.post("/api/users/register", json=person).status_code == 201
    with shop.sign_in(email) as client:
        yield client


@pytest.fixture
def admin(shop: Shop):
    with shop.sign_in("admin@example.com") as client:
        yield client
