"""What every request passes and every answer carries, whatever the route."""

import asyncio
import json
import time
from collections.abc import AsyncIterator
from typing import Any

import httpx
import pytest

from souk.testing import customer
from souk.testing.authentication import TestAuthenticator
from tests.souk.http.stall import CLERK, settings, stall

ID = "019a8f00-7000-7000-8000-000000000001"
SIGNED_IN = {"authorization": f"Bearer {TestAuthenticator.token(customer())}"}


def client_of(**overrides: object) -> httpx.AsyncClient:
    app: Any = stall(settings(**overrides))
    transport = httpx.ASGITransport(app, raise_app_exceptions=False)
    return httpx.AsyncClient(transport=transport, base_url="http://stall.test")


@pytest.fixture
async def client() -> AsyncIterator[httpx.AsyncClient]:
    async with client_of() as made:
        yield made


@pytest.mark.security(42)
async def test_every_answer_is_stamped(client: httpx.AsyncClient):
    for path, status in [("/api/things", 200), ("/api/mine", 401), ("/nowhere", 404), ("/api//things", 404)]:
        answer = await client.get(path)
        assert answer.status_code == status
        assert answer.headers["x-content-type-options"] == "nosniff"
        assert answer.headers["referrer-policy"] == "no-referrer"
        assert answer.headers["x-frame-options"] == "DENY"
        assert answer.headers["content-security-policy"].startswith("default-src 'none'")
        assert answer.headers["cache-control"] == "no-store"
        assert "strict-transport-security" not in answer.headers


@pytest.mark.security(42)
async def test_https_is_kept_once_it_was_used():
    async with client_of(**{"web.public_url": "https://stall.test"}) as client:
        answer = await client.get("/api/things")
    assert answer.headers["strict-transport-security"].startswith("max-age=31536000")


async def test_a_well_formed_request_id_is_kept(client: httpx.AsyncClient):
    answer = await client.get("/nowhere", headers={"x-request-id": "order-4711.a_b"})
    assert answer.headers["x-request-id"] == "order-4711.a_b"
    assert answer.json()["requestId"] == "order-4711.a_b"


@pytest.mark.parametrize("given", ["short", "a" * 129, "with space", "ünicode-id", ""])
async def test_another_request_id_is_replaced(client: httpx.AsyncClient, given: str):
    answer = await client.get("/api/things", headers=[(b"x-request-id", given.encode())])
    assert len(answer.headers["x-request-id"]) == 32
    assert answer.headers["x-request-id"] != given


async def test_request_ids_differ(client: httpx.AsyncClient):
    ids = {(await client.get("/api/things")).headers["x-request-id"] for _ in range(20)}
    assert len(ids) == 20


async def test_head_is_get_without_the_body(client: httpx.AsyncClient):
    full = await client.get("/api/things")
    head = await client.head("/api/things")
    assert (head.status_code, head.content) == (200, b"")
    assert head.headers["content-length"] == str(len(full.content))
    assert head.headers["content-type"] == full.headers["content-type"]


async def test_head_of_nothing(client: httpx.AsyncClient):
    head = await client.head("/nowhere")
    assert (head.status_code, head.content) == (404, b"")


async def test_head_where_nothing_can_be_got(client: httpx.AsyncClient):
    head = await client.head("/api/bell")
    assert (head.status_code, head.content) == (405, b"")
    assert head.headers["allow"] == "OPTIONS, POST"


async def test_options_says_what_is_served(client: httpx.AsyncClient):
    answer = await client.options("/api/things")
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == "GET, HEAD, OPTIONS, POST"


async def test_a_deadline_that_passes_is_503(client: httpx.AsyncClient):
    started = time.perf_counter()
    answer = await client.get("/api/slow")
    assert (answer.status_code, answer.json()["code"]) == (503, "unavailable")
    assert answer.headers["retry-after"] == "2"
    assert 0.4 <= time.perf_counter() - started < 1.5


async def test_a_route_may_have_its_own_deadline(client: httpx.AsyncClient):
    assert (await client.get("/api/patient")).status_code == 200


async def test_many_deadlines_pass_side_by_side(client: httpx.AsyncClient):
    slow = [client.get("/api/slow") for _ in range(20)]
    quick = [client.get("/api/things") for _ in range(20)]
    answers = await asyncio.gather(*slow, *quick)
    assert [answer.status_code for answer in answers] == [503] * 20 + [200] * 20


async def test_a_request_that_is_cancelled_by_somebody_else_is_not_answered(client: httpx.AsyncClient):
    with pytest.raises(TimeoutError):
        async with asyncio.timeout(0.1):
            await client.get("/api/patient")


@pytest.mark.security(44)
async def test_what_nobody_foresaw_is_500_and_says_nothing(client: httpx.AsyncClient):
    answer = await client.get("/api/broken")
    assert (answer.status_code, answer.json()["code"]) == (500, "internal_error")
    assert "the-secret-inside" not in answer.text


async def test_authority_comes_before_the_path_is_looked_at(client: httpx.AsyncClient):
    """Who may not ask learns nothing, not even that an id is none."""
    assert (await client.delete("/api/things/nonsense")).status_code == 401
    assert (await client.delete(f"/api/things/{ID}", headers=SIGNED_IN)).status_code == 403


async def test_an_answer_without_content(client: httpx.AsyncClient):
    clerk = {"authorization": f"Bearer {TestAuthenticator.token(CLERK)}"}
    answer = await client.delete(f"/api/things/{ID}", headers=clerk)
    assert (answer.status_code, answer.content) == (204, b"")
    assert "content-type" not in answer.headers


@pytest.mark.security(16)
async def test_a_cookie_is_out_of_reach_for_scripts_and_other_sites(client: httpx.AsyncClient):
    cookie = (await client.post("/api/bell")).headers["set-cookie"]
    assert cookie == "rung=once; Path=/api/bell; Max-Age=60; HttpOnly; SameSite=Strict"


@pytest.mark.security(30)
async def test_a_body_over_the_cap_is_413_with_and_without_its_length(client: httpx.AsyncClient):
    body = json.dumps({"name": "a", "quantity": 1, "note": "a" * 20_000}).encode()
    headers = {"content-type": "application/json"}

    async def chunks() -> AsyncIterator[bytes]:
        yield body[:10_000]
        yield body[10_000:]

    for content in (body, chunks()):
        answer = await client.post("/api/things", content=content, headers=headers)
        assert (answer.status_code, answer.json()["code"]) == (413, "body_too_large")
        assert answer.headers["connection"] == "close"


async def test_two_lengths_are_refused_where_the_server_lets_them_through(client: httpx.AsyncClient):
    headers = {"content-type": "application/json", "transfer-encoding": "chunked", "content-length": "2"}
    answer = await client.post("/api/things", content=b"{}", headers=headers)
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["code"] == "two_lengths"


async def test_any_host_is_served_only_where_that_was_wanted():
    async with client_of(**{"web.allowed_hosts": ["*"]}) as client:
        assert (await client.get("/api/things", headers={"host": "anything.test"})).status_code == 200
    async with client_of() as client:
        assert (await client.get("/api/things", headers={"host": "anything.test"})).status_code == 400
