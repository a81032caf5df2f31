"""The shop between broken wires: to PostgreSQL and to Valkey. Each case ends with the doctor.

What was answered stays; what was not is asked again with its key, and happens once.
"""

import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote
from uuid import uuid4

import httpx
import pytest

from shop.mounted import MODULES
from souk.embedded import EmbeddedPostgres, EmbeddedValkey
from souk.testing.databases import TestDatabase
from souk.testing.servers import SECRET
from tests.faults.conftest import SOUK, environment_of
from tests.faults.wire import State, Wire
from tests.journeys.open_shop import ADDRESS, PASSWORD, Shop, answers, free_port, until

pytestmark = pytest.mark.slow

NUMBERS = "SELECT count(*), count(DISTINCT number) FROM orders.order"
MOVING = "SELECT number, stage FROM orders.order WHERE stage IN ('AwaitingStock', 'AwaitingPayment')"
BOUND = 12.0  # seconds: what a request may take at all, and a little


class Besieged:
    """A shop whose wires can be broken, and what customers do meanwhile."""

    def __init__(
        self,
        shop: Shop,
        environment: dict[str, str],
        postgres: Wire,
        valkey: Wire,
        *,
        doctors: dict[str, str],
    ) -> None:
        """The doctor comes by another way than the broken wires."""
        self.shop = shop
        self.postgres = postgres
        self.valkey = valkey
        self.product = ""
        self._doctors = doctors
        self.processes = [subprocess.Popen([*SOUK, each], env=environment) for each in ("serve", "worker")]

    def order(self, client: httpx.Client, key: str) -> httpx.Response:
        body = {
            "items": [{"productId": self.product, "quantity": 1}],
            "shippingAddress": ADDRESS,
            "paymentMethod": "credit_card",
            "email": "guest@example.com",
        }
        return client.post("/api/orders", json=body, headers={"Idempotency-Key": key, "X-Guest-Token": key})

    def until_ordered(self, client: httpx.Client, key: str) -> str:
        """Ask again with the same key until there is an answer, as a good client does; return the order."""
        found: list[str] = []

        def ordered() -> bool:
            answer = self.order(client, key)
            assert answer.status_code in {201, 409, 503}, answer.text
            if answer.status_code == 201:
                found.append(answer.json()["orderId"])
            return bool(found)

        until(ordered)
        return found[0]

    def count(self) -> int:
        ((orders, numbers),) = self.shop.rows(NUMBERS)
        assert orders == numbers
        return int(str(orders))

    def healed(self) -> None:
        """Wait until nothing moves any more, and have the doctor look."""
        until(lambda: answers(self.shop))
        until(lambda: self.shop.rows(MOVING) == [], seconds=180)
        until(lambda: self.shop.rows("SELECT count(*) FROM souk.delivery") == [(0,)], seconds=180)
        done = subprocess.run(
            [*SOUK, "doctor"], env=self._doctors, capture_output=True, text=True, check=False
        )
        sys.stdout.write(done.stdout)
        assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="module")
def besieged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Besieged]:
    folder = tmp_path_factory.mktemp("besieged")
    postgres = EmbeddedPostgres(folder / "postgres", password="owner", durable=False)
    valkey = EmbeddedValkey(folder / "valkey")
    for server in (postgres, valkey):
        server.start()
    wires = Wire(_socket_of(postgres)), Wire(_socket_of(valkey))
    names = [build.__module__.split(".")[1] for build in MODULES]
    database = TestDatabase(postgres.url, SECRET, names)
    database.make()
    port = free_port()
    direct = environment_of(database, port, valkey.url)
    environment = direct | {
        "SOUK_DATABASE_URL": f"postgresql://souk:{quote('owner')}@127.0.0.1:{wires[0].port}/{database.name}",
        "SOUK_VALKEY_URL": f"redis://127.0.0.1:{wires[1].port}/0",
    }
    admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
    subprocess.run([*SOUK, *admin], env=environment, check=True, stdout=subprocess.DEVNULL)
    shop = Shop(f"http://127.0.0.1:{port}", database.url)
    made = Besieged(shop, environment, *wires, doctors=direct)
    try:
        until(lambda: answers(made.shop), seconds=180)
        made.product = _stocked(made.shop)
        yield made
    finally:
        for process in made.processes:
            process.kill()
            process.wait()
        for part in (*wires, valkey, postgres):
            part.close() if isinstance(part, Wire) else part.stop()


def _socket_of(server: EmbeddedPostgres | EmbeddedValkey) -> Path:
    name = server._socket_name if isinstance(server, EmbeddedPostgres) else server._socket.name
    return server._sockets / name


def _stocked(shop: Shop) -> str:
    with shop.sign_in("admin@example.com") as admin:
        admin.post("/api/admin/categories", json={"name": "Lights", "slug": "lights"})
        variant = {"sku": "LAMP-1", "price": 19.99, "currency": "EUR", "onHand": 1000}
        lamp = {"name": "Lamp", "category": "lights", "variants": [variant]}
        answer = admin.post("/api/admin/products", json=lamp)
        assert answer.status_code == 201, answer.text
        return str(answer.json()["id"])


def test_an_answer_that_is_lost_is_found_by_asking_again_with_the_key(besieged: Besieged):
    """What was under way when the answers were lost may have been committed: only the key can tell."""
    with besieged.shop.client() as client:
        for _ in range(5):
            before, key = besieged.count(), uuid4().hex
            besieged.postgres.become(State.ANSWERS_LOST)
            assert besieged.order(client, key).status_code in {503, 409}
            besieged.postgres.become(State.WHOLE)
            first = besieged.until_ordered(client, key)
            assert besieged.until_ordered(client, key) == first
            assert besieged.count() == before + 1
    besieged.healed()


def test_without_a_database_writes_are_refused_with_a_hint_and_everything_comes_back(besieged: Besieged):
    key = uuid4().hex
    with besieged.shop.client() as client:
        besieged.postgres.become(State.CUT)
        refused = besieged.order(client, key)
        assert refused.status_code == 503
        assert int(refused.headers["retry-after"]) > 0
        assert client.get("/health/live").status_code == 200
        besieged.postgres.become(State.WHOLE)
        assert besieged.until_ordered(client, key)
    besieged.healed()


def test_a_database_that_says_nothing_keeps_nobody_waiting_for_ever(besieged: Besieged):
    key = uuid4().hex
    with httpx.Client(base_url=besieged.shop.address, timeout=BOUND * 5) as client:
        besieged.postgres.become(State.SILENT)
        assert besieged.order(client, key).status_code == 503
        assert client.get("/health/live").status_code == 200
        besieged.postgres.become(State.WHOLE)
        assert besieged.until_ordered(client, key)
    besieged.healed()


@pytest.mark.parametrize("trouble", [State.CUT, State.SILENT])
def test_without_valkey_customers_find_and_buy(besieged: Besieged, trouble: State):
    with httpx.Client(base_url=besieged.shop.address, timeout=BOUND) as client:
        besieged.valkey.become(trouble)
        assert client.get("/api/products?page=1&pageSize=7").status_code == 200
        placed = [besieged.until_ordered(client, uuid4().hex) for _ in range(3)]
        sql = "SELECT count(*) FROM orders.order WHERE stage = 'ReadyToFulfil' AND id = ANY('{{{}}}')"
        until(lambda: besieged.shop.rows(sql.format(",".join(placed))) == [(3,)], seconds=120)
        besieged.valkey.become(State.WHOLE)
    besieged.healed()
