"""A process that is about to stop says so, and serves on."""

from typing import Any

import httpx

from souk.configuration import LoggingSettings, WebSettings
from souk.http.application import application
from souk.http.departure import Departure
from souk.http.edge import Edge
from souk.http.health import health_endpoints
from souk.observability.health import Checkup
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.stall import settings
from tests.souk.http.things import list_things


async def test_readiness_is_red_first_while_requests_are_served():
    departure = Departure()
    edge = Edge(None, TestAuthenticator(None), settings())  # type: ignore[arg-type]
    app: Any = application(
        [*health_endpoints(Checkup({}, {}, vital={"staying": departure.check})), list_things],
        edge,
        settings()[WebSettings],
        settings()[LoggingSettings],
        departure=departure,
    )
    transport = httpx.ASGITransport(app)
    async with httpx.AsyncClient(transport=transport, base_url="http://stall.test") as client:
        before = await client.get("/health/ready")
        assert (before.status_code, before.headers.get("connection")) == (200, None)
        departure.begin()
        ready = await client.get("/health/ready")
        assert ready.status_code == 503
        assert ready.json()["parts"] == [{"name": "staying", "state": "unhealthy"}]
        assert (await client.get("/health/live")).status_code == 200
        served = await client.get("/api/things")
        assert (served.status_code, served.headers["connection"]) == (200, "close")
