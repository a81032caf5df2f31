"""A shop comes back from its backup, by the commands of docs/operations.md."""

import os
import re
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import httpx
import psycopg
import pytest
from sqlalchemy import make_url

from shop.places import ROOT
from souk.embedded import EmbeddedPostgres
from souk.embedded.wheels import postgres_programs
from souk.testing.servers import SECRET, VALKEY, TestServers
from tests.faults.conftest import SOUK
from tests.faults.rolling import Web, run
from tests.journeys.open_shop import ADDRESS, free_port, until

pytestmark = pytest.mark.slow

SECTION = re.compile(r"^## Backup$(.*?)^## ", re.DOTALL | re.MULTILINE)
IN_CONTAINER = re.compile(r"^docker compose exec -T database (.+?)( [<>] souk\.dump)?$", re.MULTILINE)
TABLES = """
SELECT format('%I.%I', schemaname, tablename) FROM pg_tables
WHERE schemaname NOT IN ('pg_catalog', 'information_schema') ORDER BY 1
"""
CONTENT = "SELECT count(*), coalesce(sum(hashtext(t::text)), 0) FROM {} t"
WAITING = """
SELECT 1 FROM souk.delivery UNION ALL SELECT 1 FROM souk.held_delivery
UNION ALL SELECT 1 FROM orders.order WHERE stage IN ('AwaitingStock', 'AwaitingPayment')
"""


class Place:
    """A server, and a shop that it may hold."""

    def __init__(self, server: EmbeddedPostgres) -> None:
        self.url = server.url
        self.environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("SOUK_")},
            "SOUK_DATABASE_URL": server.url,
            "SOUK_VALKEY_URL": os.environ[VALKEY],
            "SOUK_VALKEY_PREFIX": f"restore-{os.getpid()}",
            "SOUK_SECRET": SECRET,
            "SOUK_LOGGING_LEVEL": "error",
            "PYTHONPATH": f"{ROOT}:{ROOT / 'platform'}",
        }

    def souk(self, *arguments: str) -> str:
        done = subprocess.run(
            [*SOUK, *arguments], env=self.environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    def run(self, command: str, *, stdin: int = subprocess.DEVNULL, stdout: int = subprocess.DEVNULL) -> None:
        """Run what the page has the database's container run."""
        program, *arguments = command.split()
        address = make_url(self.url)
        where = {"PGHOST": str(address.query["host"]), "PGPASSWORD": str(address.password)}
        subprocess.run(
            [postgres_programs() / program, *arguments],
            env={**os.environ, **where},
            stdin=stdin,
            stdout=stdout,
            check=True,
        )

    def rows(self, sql: str) -> list[tuple[Any, ...]]:
        with psycopg.connect(self.url) as owner:
            return owner.execute(sql.encode()).fetchall()

    def content(self) -> dict[str, tuple[int, int]]:
        """Return how many rows each table has, and one number for all that stands in them."""
        return {name: self.rows(CONTENT.format(name))[0] for (name,) in self.rows(TABLES)}


@contextmanager
def server(folder: Path) -> Iterator[Place]:
    with EmbeddedPostgres(folder, password="owner", durable=False) as started:
        yield Place(started)


def commands() -> list[str]:
    """Return what the page has done in the database's container."""
    section = SECTION.search((ROOT / "docs/operations.md").read_text())
    assert section
    return [command for command, _ in IN_CONTAINER.findall(section[1])]


def test_a_shop_that_was_lost_comes_back_from_its_backup(servers: TestServers, tmp_path: Path):
    dump, *restore = commands()
    assert [each.split()[0] for each in (dump, *restore)] == ["pg_dump", "dropdb", "createdb", "pg_restore"]
    with server(tmp_path / "lost") as lost:
        lost.souk("migrate")
        lost.souk("seed", "--products", "20")
        with (tmp_path / "souk.dump").open("wb") as file:
            lost.run(dump, stdout=file.fileno())
        before = lost.content()
    assert before['orders."order"'][0] > 3
    with server(tmp_path / "found") as found:
        found.souk("migrate")
        with (tmp_path / "souk.dump").open("rb") as file:
            for command in restore:
                found.run(command, stdin=file.fileno())
        found.souk("migrate")
        assert found.content() == before
        with opened(found) as port:
            order = order_at(port)
            assert order.status_code == 201, order.text
            until(lambda: not found.rows(WAITING), seconds=120)
        found.souk("doctor")


@contextmanager
def opened(place: Place) -> Iterator[int]:
    """Have somebody serve and somebody work there, and return the port."""
    web, worker = Web(free_port(), place.environment), run(ROOT, place.environment, "worker")
    try:
        web.start(ROOT)
        yield web.port
    finally:
        web.kill()
        worker.terminate()
        worker.wait(60)


def order_at(port: int) -> httpx.Response:
    """Order as a guest: each module writes in its own name."""
    with httpx.Client(base_url=f"http://127.0.0.1:{port}", timeout=30) as client:
        shown = client.get("/api/products", params={"inStock": "true"}).json()["items"][0]
        body = {
            "items": [{"productId": shown["id"], "quantity": 1}],
            "shippingAddress": ADDRESS,
            "paymentMethod": "credit_card",
            "email": "guest@example.com",
        }
        return client.post("/api/orders", json=body)
