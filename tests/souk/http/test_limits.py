"""Requests are counted where they arrive: by person, by address, by what they name."""

from typing import Any

import httpx
import pytest

from souk.configuration import LoggingSettings, WebSettings
from souk.http import Body, post, public
from souk.http.application import application
from souk.http.client_address import whereabouts
from souk.http.edge import Edge
from souk.limits import Limiter, Rate
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.stall import ANN, CLERK, settings, show_mine
from tests.souk.http.things import list_things


class Knock(Body):
    name: str


@post(
    "/api/knocks",
    policy=public,
    status=204,
    rate=Rate(name="knock", requests=2, seconds=60, alone=2),
    rate_by=lambda b: b.name,
)
async def knock(body: Knock) -> None:
    """Knock at somebody's door."""


def client(*rates: str, address: str = "10.0.0.9", **headers: str) -> httpx.AsyncClient:
    configuration = settings()
    switchboard: Any = None
    limiter = Limiter(None, rates or ["general=3/60"])
    edge = Edge(switchboard, TestAuthenticator(None), configuration, limiter)
    app: Any = application(
        [list_things, show_mine, knock], edge, configuration[WebSettings], configuration[LoggingSettings]
    )
    transport = httpx.ASGITransport(app, client=(address, 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://stall.test", headers=headers)


async def statuses(visitor: httpx.AsyncClient, path: str, times: int) -> list[int]:
    return [(await visitor.get(path)).status_code for _ in range(times)]


async def test_refuses_the_request_after_the_last_and_says_when_to_come_again():
    async with client() as visitor:
        assert await statuses(visitor, "/api/things", 3) == [200, 200, 200]
        refused = await visitor.get("/api/things")
    assert (refused.status_code, refused.json()["code"]) == (429, "too_many_requests")
    assert 1 <= int(refused.headers["retry-after"]) <= 60
    assert refused.headers["ratelimit"].startswith('"general";r=0;t=')


async def test_every_answer_tells_how_the_client_stands():
    async with client() as visitor:
        answer = await visitor.get("/api/things")
    assert answer.headers["ratelimit-policy"] == '"general";q=3;w=60'
    assert answer.headers["ratelimit"] == '"general";r=2;t=60'


async def test_people_are_counted_by_who_they_are():
    async with client() as visitor:
        for actor in (ANN, CLERK):
            visitor.headers["authorization"] = f"Bearer {TestAuthenticator.token(actor)}"
            assert await statuses(visitor, "/api/mine", 4) == [200, 200, 200, 429]


async def test_whoever_sends_worthless_tokens_is_counted_by_address():
    async with client(authorization="Bearer nonsense") as visitor:
        assert await statuses(visitor, "/api/mine", 4) == [401, 401, 401, 429]


async def test_a_route_of_its_own_rate_counts_by_what_the_body_names():
    async with client("general=99/60") as visitor:
        found = [
            (await visitor.post("/api/knocks", json={"name": name})).status_code
            for name in ("Ann", "ann ", "ANN", "Bob")
        ]
    assert found == [204, 204, 429, 204]


async def test_what_is_malformed_does_not_count_against_the_route_s_own_rate():
    async with client("general=99/60") as visitor:
        for _ in range(3):
            assert (await visitor.post("/api/knocks", json={})).status_code == 400
        answer = await visitor.post("/api/knocks", json={"name": "Ann"})
    assert answer.status_code == 204
    assert answer.headers["ratelimit"].count("r=") == 2


@pytest.mark.parametrize(
    ("address", "found"),
    [
        ("1.2.3.4", "1.2.3.4"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::"),
        ("::ffff:1.2.3.4", "1.2.3.4"),
        ("unknown", "unknown"),
    ],
)
def test_a_network_that_somebody_owns_is_one_client(address: str, found: str):
    assert whereabouts(address) == found
