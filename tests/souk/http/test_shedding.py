"""What a request is told when there is no place for it, and who never needs one."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Any

import httpx

from souk.configuration import LoggingSettings, OverloadSettings, WebSettings
from souk.http import Answer, Endpoint, Stream, Turn, get, post, public
from souk.http.application import application
from souk.http.edge import Edge
from souk.http.health import health_endpoints
from souk.observability.health import Checkup
from souk.overload import Turnstile
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.stall import settings

ONE_AT_A_TIME = OverloadSettings(
    at_once_least=1, at_once_most=1, patience_seconds=0.02, hurried_seconds=0.02, urgency=1000
)


class Stand:
    """A shop whose only clerk is held up until somebody lets them go."""

    def __init__(self) -> None:
        self.serving = asyncio.Event()
        self.go_on = asyncio.Event()
        edge = Edge(None, TestAuthenticator(None), settings())  # type: ignore[arg-type]
        health = health_endpoints(Checkup({}, {}))
        app: Any = application(
            [*health, *self._endpoints()],
            edge,
            settings(**{"web.deadline_seconds": 30})[WebSettings],
            settings()[LoggingSettings],
            turnstile=Turnstile(ONE_AT_A_TIME),
        )
        transport = httpx.ASGITransport(app)
        self.client = httpx.AsyncClient(transport=transport, base_url="http://stall.test")

    def _endpoints(self) -> list[Endpoint]:
        @get("/api/things", policy=public)
        async def slow() -> Answer:
            self.serving.set()
            await self.go_on.wait()
            return Answer(200)

        @post("/api/orders/{id}/pay", policy=public, status=200, turn=Turn.FIRST)
        async def pay(id: str) -> Answer:
            return Answer(200, id.encode())

        @get("/api/export", policy=public)
        async def export() -> Stream:
            return Stream(self._chunks())

        return [slow, pay, export]

    async def _chunks(self) -> AsyncIterator[bytes]:
        yield b"first"
        self.serving.set()
        await self.go_on.wait()

    @asynccontextmanager
    async def held_up(self, path: str = "/api/things") -> AsyncIterator["asyncio.Task[httpx.Response]"]:
        task = asyncio.create_task(self.client.get(path))
        await self.serving.wait()
        yield task
        self.go_on.set()
        assert (await task).status_code == 200


async def test_who_cannot_be_served_is_told_when_to_come_again():
    stand = Stand()
    async with stand.held_up():
        refused = await stand.client.get("/api/things")
    assert refused.status_code == 503
    assert 1 <= int(refused.headers["retry-after"]) <= 3
    assert refused.headers["content-type"] == "application/problem+json"
    assert refused.json()["code"] == "unavailable"
    assert refused.headers["x-request-id"] == refused.json()["requestId"]
    assert (await stand.client.get("/api/things")).status_code == 200


async def test_who_pays_waits_instead():
    stand = Stand()
    async with stand.held_up():
        paying = asyncio.create_task(stand.client.post("/api/orders/7/pay"))
        assert (await stand.client.get("/api/things")).status_code == 503
        assert not paying.done()
    assert (await paying).content == b"7"


async def test_how_the_process_is_can_always_be_asked():
    stand = Stand()
    async with stand.held_up():
        await stand.client.get("/api/things")
        assert (await stand.client.get("/health/ready")).status_code == 200
        metrics = (await stand.client.get("/metrics")).text
    figures = dict(line.rsplit(" ", 1) for line in metrics.splitlines() if not line.startswith("#"))
    assert float(figures['souk_requests_shed_total{kind="other"}']) >= 1
    assert float(figures["souk_requests_under_way"]) == 1
    assert float(figures["souk_requests_at_once"]) == 1
    assert any("(shed)" in name for name in figures)


async def test_a_stream_that_goes_on_holds_no_place():
    stand = Stand()
    async with stand.held_up("/api/export"):
        assert (await stand.client.post("/api/orders/7/pay")).status_code == 200


async def test_what_staff_do_is_urgent():
    stand = Stand()
    async with stand.held_up():
        asking = asyncio.create_task(stand.client.get("/api/admin/nothing"))
        assert (await stand.client.get("/api/things")).status_code == 503
        assert not asking.done()
    assert (await asking).status_code == 404
