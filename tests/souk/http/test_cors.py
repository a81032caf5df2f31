"""Pages of configured origins may call from browsers, and nobody else's."""

from typing import Any

import httpx
import pytest

from tests.souk.http.stall import settings, stall

SHOP = "https://shop.example.com"
PREFLIGHT = {"access-control-request-method": "PUT", "access-control-request-headers": "if-match"}


def client(*origins: str) -> httpx.AsyncClient:
    app: Any = stall(settings(**{"web.cors_origins": list(origins)}))
    return httpx.AsyncClient(transport=httpx.ASGITransport(app), base_url="http://stall.test")


async def test_a_configured_origin_may_call_with_cookies_and_read_our_headers():
    async with client(SHOP) as asking:
        answer = await asking.get("/api/things", headers={"origin": SHOP})
    assert answer.headers["access-control-allow-origin"] == SHOP
    assert answer.headers["access-control-allow-credentials"] == "true"
    assert {"etag", "retry-after", "ratelimit", "x-request-id"} <= set(
        answer.headers["access-control-expose-headers"].split(", ")
    )
    assert "origin" in answer.headers["vary"]


async def test_a_browser_that_asks_first_is_told_what_it_may_send():
    async with client(SHOP) as asking:
        answer = await asking.options("/api/things", headers={"origin": SHOP, **PREFLIGHT})
    assert answer.status_code == 204
    assert "PUT" in answer.headers["access-control-allow-methods"]
    assert {"authorization", "idempotency-key", "if-match", "content-type"} <= set(
        answer.headers["access-control-allow-headers"].split(", ")
    )
    assert answer.headers["access-control-allow-origin"] == SHOP


@pytest.mark.parametrize(
    "origin",
    [
        *("https://evil.example", "https://shop.example.com.evil.example", "http://shop.example.com", "null"),
        *("https://SHOP.example.com", "https://shop.example.com:444", "", "https://shop.example.com/"),
    ],
)
async def test_security_42_another_origin_is_told_nothing(origin: str):
    async with client(SHOP) as asking:
        answer = await asking.get("/api/things", headers={"origin": origin})
        asked = await asking.options("/api/things", headers={"origin": origin, **PREFLIGHT})
    for each in (answer, asked):
        assert not any(name.startswith("access-control") for name in each.headers)
    assert "origin" in answer.headers["vary"], "a cache must not give this answer to the storefront"


async def test_refusals_can_be_read_too():
    async with client(SHOP) as asking:
        unknown = await asking.get("/api/nothing", headers={"origin": SHOP})
        oversized = await asking.post("/api/things", content=b" " * 30_000, headers={"origin": SHOP})
    assert (unknown.status_code, oversized.status_code) == (404, 413)
    for each in (unknown, oversized):
        assert each.headers["access-control-allow-origin"] == SHOP


async def test_with_a_star_anybody_may_call_but_without_cookies():
    async with client("*") as asking:
        answer = await asking.get("/api/things", headers={"origin": "https://any.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


async def test_without_configured_origins_nothing_is_said():
    async with client() as asking:
        answer = await asking.get("/api/things", headers={"origin": SHOP})
    assert not any(name.startswith("access-control") for name in answer.headers)
    assert "origin" not in answer.headers.get("vary", "")
