"""A shop with one web process that stays, and others that are made to die at a point of our choice."""

import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from uuid import uuid4

import httpx
import psycopg

from shop.mounted import MODULES
from souk.testing.databases import TestDatabase
from souk.testing.servers import SECRET
from tests.faults.conftest import SOUK, environment_of
from tests.journeys.open_shop import ADDRESS, PASSWORD, Shop, answers, free_port, until

PATIENCE = 120
MOVING = """
    SELECT number, stage, why FROM orders.order
    WHERE stage IN ('AwaitingStock', 'AwaitingPayment', 'Cancelling')
"""


class DyingWeb:
    """A web whose process does not survive requests of one kind.

    Its parent starts another, but for one that dies too soon after the one before: then it ends itself, and
    whoever keeps the shop open starts it again.
    """

    def __init__(self, start: Callable[[], subprocess.Popen[bytes]], shop: Shop) -> None:
        self._start = start
        self._shop = shop
        self._process = start()

    def dies_of(self, path: str, body: object, headers: Mapping[str, str]) -> bool:
        """Send the request as soon as it listens; tell whether nobody is left to answer."""
        until(self._is_open, PATIENCE)
        try:
            with self._shop.client() as client:
                client.post(path, json=body, headers=dict(headers))
        except (httpx.RemoteProtocolError, httpx.ReadError):
            return True
        return False

    def close(self) -> None:
        self._process.terminate()
        self._process.wait(PATIENCE)

    def _is_open(self) -> bool:
        if self._process.poll() is not None:
            self._process = self._start()
        return answers(self._shop)


class Rehearsal:
    """Everybody's requests go to the web process that stays, unless a test says otherwise."""

    def __init__(self, shop: Shop, environment: Mapping[str, str]) -> None:
        self.shop = shop
        self.product = ""
        self._environment = environment
        self.processes: list[subprocess.Popen[bytes]] = []

    def start(self, command: str, dies_at: str = "", port: int = 0, **more: str) -> subprocess.Popen[bytes]:
        """Start a process of the shop; `more` is its environment's."""
        more |= {"SOUK_REHEARSAL_DIES_AT": dies_at} if dies_at else {}
        more |= {"SOUK_WEB_PORT": str(port)} if port else {}
        process = subprocess.Popen([*SOUK, command], env={**self._environment, **more})
        self.processes.append(process)
        return process

    def shop_at(self, port: int) -> Shop:
        """Return the same shop as another web process serves it."""
        return _shop(port, self.shop.database)

    @contextmanager
    def web_that_dies(self, at: str) -> Iterator[DyingWeb]:
        """Open another web beside the one that stays, for as long as the block."""
        port = free_port()
        web = DyingWeb(lambda: self.start("serve", at, port), self.shop_at(port))
        try:
            yield web
        finally:
            web.close()

    def until_answered(self, path: str, body: object, headers: Mapping[str, str]) -> httpx.Response:
        """Ask the one that stays, again and again with the same key, as a good client does."""
        found: list[httpx.Response] = []

        def answered() -> bool:
            with self.shop.client() as client:
                answer = client.post(path, json=body, headers=dict(headers))
            assert answer.status_code < 300 or answer.status_code in {409, 503}, answer.text
            if answer.is_success:
                found.append(answer)
            return bool(found)

        until(answered, PATIENCE)
        return found[0]

    def until_at_work(self) -> None:
        """Wait for the worker to have made the lamp's page, and to do jobs.

        Until then it ends itself when the database goes, and leaves it to a supervisor to start another.
        """
        with self.shop.client() as client:
            until(lambda: client.get(f"/api/products/{self.product}").status_code == 200, PATIENCE)
        until(lambda: self.shop.rows("SELECT FROM souk.job_worker"), PATIENCE)

    def settled(self) -> None:
        """Wait until nothing moves, then have the doctor look."""
        until(lambda: self.shop.rows(MOVING) == [], PATIENCE)
        until(lambda: self.shop.rows("SELECT 1 FROM souk.pending") == [], PATIENCE)
        done = subprocess.run(
            [*SOUK, "doctor"], env=self._environment, capture_output=True, text=True, check=False
        )
        assert done.returncode == 0, done.stdout + done.stderr

    def close(self) -> None:
        for process in self.processes:
            process.terminate()
        for process in self.processes:
            process.wait(PATIENCE)


def _shop(port: int, database: str) -> Shop:
    return Shop(f"http://127.0.0.1:{port}", database)


@contextmanager
def rehearsing(postgres: str, valkey: str, **more: str) -> Iterator[Rehearsal]:
    """Open a shop on a new database there, with one web process, an administrator and a lamp."""
    names = [build.__module__.split(".")[1] for build in MODULES]
    database = TestDatabase(postgres, SECRET, names)
    database.make()
    port = free_port()
    environment = environment_of(database, port, valkey) | more
    admin = ["users", "create-admin", "--email", "admin@example.com", "--password", PASSWORD]
    subprocess.run([*SOUK, *admin], env=environment, check=True, stdout=subprocess.DEVNULL)
    made = Rehearsal(_shop(port, database.url), environment)
    try:
        made.start("serve")
        until(lambda: answers(made.shop), PATIENCE)
        made.product = _stocked(made.shop)
        yield made
    finally:
        made.close()
        with suppress(psycopg.OperationalError):  # whoever brings servers of their own may have stopped them
            database.drop()


def _stocked(shop: Shop) -> str:
    with shop.sign_in("admin@example.com") as admin:
        admin.post("/api/admin/categories", json={"name": "Lights", "slug": "lights"})
        variant = {"sku": "LAMP-1", "price": 19.99, "currency": "EUR", "onHand": 100_000}
        lamp = {"name": "Lamp", "category": "lights", "variants": [variant]}
        answer = admin.post("/api/admin/products", json=lamp)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


def form(product: str, token: str = "tok_ok") -> dict[str, object]:
    """An order of one of them."""
    return {
        "items": [{"productId": product, "quantity": 1}],
        "shippingAddress": ADDRESS,
        "paymentMethod": "credit_card",
        "paymentToken": token,
        "email": "guest@example.com",
    }


def keyed() -> dict[str, str]:
    """A key of a guest's own."""
    key = uuid4().hex + uuid4().hex[:11]
    return {"Idempotency-Key": key, "X-Cart-Token": key}
