"""The suite of webhooks: a toy module, and another system that listens on this machine."""

import asyncio
from collections.abc import AsyncIterator, Mapping, Sequence
from typing import Any, NamedTuple

import pytest_asyncio
from sqlalchemy import RowMapping

from souk.configuration import WebhookSettings
from souk.database.addresses import PLATFORM
from souk.database.committing import committing
from souk.kernel import Money
from souk.messages import Context
from souk.testing import Stage, staff, stage_of
from souk.webhooks.forgetting import ForgetDeliveries, forget_deliveries
from souk.webhooks.permissions import RUN_WEBHOOKS, SEE_WEBHOOKS
from tests.souk.webhooks import toys

database, stage = stage_of(
    toys.build, names=["users"], values={"webhooks.allow_loopback": True, "webhooks.seconds": 2.0}
)

CLERK = staff(SEE_WEBHOOKS, RUN_WEBHOOKS)
PATH = "/api/admin/webhooks"
SOLD = toys.Sold(thing="lamp", unit_price=Money(minor=1050, currency="EUR"))


class Heard(NamedTuple):
    """A request as it arrived."""

    line: str
    headers: Mapping[str, str]
    body: bytes


class Receiver:
    """Another system; it answers as it is told to."""

    def __init__(self) -> None:
        self.answer = b"HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok"
        self.heard: list[Heard] = []
        self.port = 0
        self._server: asyncio.Server | None = None

    def says(self, status: int, *headers: str) -> None:
        lines = [f"HTTP/1.1 {status} X", "Content-Length: 0", *headers]
        self.answer = ("\r\n".join(lines) + "\r\n\r\n").encode()

    async def open(self) -> None:
        self._server = await asyncio.start_server(self._hear, "127.0.0.1", 0)
        self.port = self._server.sockets[0].getsockname()[1]

    async def close(self) -> None:
        assert self._server is not None
        self._server.close()

    async def _hear(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = (await reader.readuntil(b"\r\n\r\n")).decode()
        line, *others = head.strip().split("\r\n")
        headers = dict(other.lower().split(": ", 1) for other in others)
        signed = next(o for o in others if o.lower().startswith("webhook-signature")).split(": ", 1)[1]
        body = await reader.readexactly(int(headers["content-length"]))
        self.heard.append(Heard(line, {**headers, "webhook-signature": signed}, body))
        writer.write(self.answer)
        await writer.drain()
        writer.close()


class Desk:
    """The shop with one webhook, and steps of its own pace: each attempt is done when it is asked for."""

    def __init__(self, stage: Stage, receiver: Receiver) -> None:
        self.stage = stage
        self.receiver = receiver
        self.id = ""
        self.secret = ""

    async def request(self, method: str, path: str = "", **more: Any) -> Any:
        async with self.stage.client(CLERK) as client:
            return await client.request(method, f"{PATH}{path}", **more)

    async def open(self, path: str = "/in?from=souk") -> None:
        url = f"http://127.0.0.1:{self.receiver.port}{path}"
        answer = await self.request("POST", json={"url": url, "events": ["users.sold.v1"]})
        assert answer.status_code == 201, answer.text
        self.id, self.secret = answer.json()["id"], answer.json()["secret"]

    async def sell(self) -> None:
        await self.stage.publish("users", SOLD)
        await self.stage.settle()

    async def attempt(self) -> None:
        """Do the jobs that there are now, once each."""
        await self.stage.work_once()

    async def forget(self) -> None:
        async with committing(
            self.stage.runtime.switchboard.transaction(PLATFORM, Context(reason="test"))
        ) as tx:
            await forget_deliveries(
                tx, ForgetDeliveries(), settings=self.stage.configuration[WebhookSettings]
            )

    async def deliveries(self) -> Sequence[RowMapping]:
        return await self.stage.rows("SELECT * FROM souk.webhook_delivery ORDER BY id")

    async def webhook(self) -> RowMapping:
        (row,) = await self.stage.rows("SELECT * FROM souk.webhook")
        return row


@pytest_asyncio.fixture
async def receiver() -> AsyncIterator[Receiver]:
    made = Receiver()
    await made.open()
    yield made
    await made.close()


@pytest_asyncio.fixture
async def desk(stage: Stage, receiver: Receiver) -> Desk:
    made = Desk(stage, receiver)
    await made.open()
    return made
