"""An open shop as a journey sees it: an address, and a look into its database."""

import socket
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from uuid import uuid4

import httpx
import psycopg

from tests.journeys.collector import Collector

PASSWORD = "a password for the journey"
ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}
DONE = "ReadyToFulfil"


@dataclass(frozen=True)
class Shop:
    """A shop that is open."""

    address: str
    database: str
    log: Path = Path()
    """What its processes say, as they say it."""
    worker: str = ""
    """Where its worker shows metrics."""
    telemetry: Collector = field(default_factory=Collector)
    """Where they send their traces and metrics."""

    def client(self, token: str = "") -> httpx.Client:
        headers = {"authorization": f"Bearer {token}"} if token else {}
        return httpx.Client(base_url=self.address, headers=headers, timeout=10)

    def sign_in(self, email: str, password: str = PASSWORD) -> httpx.Client:
        with self.client() as client:
            answer = client.post("/api/users/login", json={"email": email, "password": password})
        assert answer.status_code == 200, answer.text
        return self.client(answer.json()["accessToken"])

    def rows(self, sql: str) -> list[tuple[object, ...]]:
        with psycopg.connect(self.database) as owner:
            return owner.execute(sql.encode()).fetchall()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def answers(shop: Shop) -> bool:
    try:
        with shop.client() as client:
            return client.get("/health/ready").status_code == 200
    except httpx.TransportError:
        return False


def until(condition: Callable[[], object], seconds: float = 60) -> None:
    """Wait for the condition; the time is only a bound."""
    limit = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < limit, f"this did not come true within {seconds} s"
        time.sleep(0.05)


def order(client: httpx.Client, product: str, quantity: int = 1, **changes) -> dict:
    body = {
        "items": [{"productId": product, "quantity": quantity}],
        "shippingAddress": ADDRESS,
        "paymentMethod": "credit_card",
    } | changes
    answer = client.post("/api/orders", json=body)
    assert answer.status_code == 201, answer.text
    return answer.json()


def reaches(client: httpx.Client, placed: dict, stage: str) -> dict:
    """Wait until the order is there, and return it."""
    path = f"/api/orders/{placed['orderId']}"
    until(lambda: client.get(path).json()["stage"] == stage)
    return client.get(path).json()


def key() -> dict[str, str]:
    return {"Idempotency-Key": uuid4().hex}
