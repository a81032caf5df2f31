"""The shop's real web server, with what happens in it told by another process, as in production."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, closing
from socket import create_connection
from typing import Any
from uuid import UUID

import httpx
import psycopg
import pytest
import redis

from shop.assembly import assemble, configure
from souk.configuration import ValkeySettings
from souk.testing.databases import TestDatabase
from souk.testing.servers import POSTGRES, SECRET, VALKEY, TestServers
from tests.shop.live.wire import SseWire, WebSocket
from tests.souk.http.served import Served, free_port, serving

PASSWORD = "correct horse battery"
TELL = "INSERT INTO souk.live_message (kind, content, person) VALUES ('toy.told', %s, %s)"


class Shop:
    """The server, its database, and people who use it."""

    def __init__(self, served: Served, database: TestDatabase, prefix: str) -> None:
        self.address = served.address
        self.served = served
        self._database = database
        self.open = ExitStack()
        self._valkey = self.open.enter_context(redis.Redis.from_url(os.environ[VALKEY]))
        self._prefix = prefix

    def sse(self, query: str = "", **headers: str) -> SseWire:
        return self.open.enter_context(closing(SseWire(self.address, query, **headers)))

    def socket(self, query: str = "", **headers: str) -> WebSocket:
        return self.open.enter_context(closing(WebSocket(self.address, query, **headers)))

    def post(self, path: str, body: object = None, token: str = "") -> Any:
        host, port = self.address
        headers = {"authorization": f"Bearer {token}"} if token else {}
        answer = httpx.post(f"http://{host}:{port}{path}", json=body, headers=headers)
        answer.raise_for_status()
        return answer.json() if answer.content else None

    def status(self, path: str) -> int:
        host, port = self.address
        return httpx.get(f"http://{host}:{port}{path}").status_code

    def half_a_request(self) -> Any:
        """Send all of a request but the last byte of its body, the brace that closes it."""
        opened = self.open.enter_context(create_connection(self.address, timeout=30))
        lines = ["POST /api/users/login HTTP/1.1", "Host: 127.0.0.1", "Content-Type: application/json"]
        opened.sendall(("\r\n".join([*lines, "Content-Length: 2"]) + "\r\n\r\n{").encode())
        return opened

    def sign_in(self, name: str) -> tuple[UUID, str]:
        """Register and sign in; return who that is, and a token."""
        email = f"{name}@example.com"
        person = {"email": email, "password": PASSWORD, "firstName": "A", "lastName": "B"}
        id = UUID(self.post("/api/users/register", person)["id"])
        return id, self.post("/api/users/login", {"email": email, "password": PASSWORD})["accessToken"]

    def tell(self, person: UUID, number: int) -> None:
        """Show the person something, and hint at it, as a worker does."""
        content = json.dumps({"number": number})
        with psycopg.connect(self._database.url, autocommit=True) as owner:
            owner.execute(TELL, [content, person])
        self._valkey.publish(f"{self._prefix}:signals:committed", "worker souk.live")


@pytest.fixture(scope="module")
def shop(servers: TestServers, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Shop]:
    configuration = configure()
    database = TestDatabase(os.environ[POSTGRES], SECRET, assemble(configuration).names)
    database.make()
    port = free_port()
    variables = {
        "SOUK_DATABASE_URL": database.url,
        "SOUK_VALKEY_URL": os.environ[VALKEY],
        "SOUK_SECRET": SECRET,
        "SOUK_LIMITS_ENABLED": "false",
        "SOUK_WEB_PORT": str(port),
        "SOUK_LIVE_LOOK_SECONDS": "30",
        "SOUK_WEB_LEAVING_SECONDS": "3",
        "SOUK_LOGGING_FORMAT": "json",
    }
    prefix = configuration[ValkeySettings].prefix
    try:
        arguments = ["-m", "shop", "serve"]
        with serving(
            arguments, port, tmp_path_factory.mktemp("live") / "log", probe="/health", variables=variables
        ) as served:
            running = Shop(served, database, prefix)
            with running.open:
                yield running
    finally:
        database.drop()
