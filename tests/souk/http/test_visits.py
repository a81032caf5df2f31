"""What an endpoint learns of a visit: address, languages, cookies, versions, cursors."""

from typing import Any
from uuid import UUID

import httpx
import pytest

from souk.http.client_address import ClientAddresses
from souk.http.languages import languages_in
from tests.souk.http.stall import settings, stall

THING = f"/api/things/{UUID(int=1)}"


def client(**overrides: object) -> httpx.AsyncClient:
    app: Any = stall(settings(**overrides))
    transport = httpx.ASGITransport(app, client=("10.0.0.9", 4711))
    return httpx.AsyncClient(transport=transport, base_url="http://stall.test")


async def test_shows_address_languages_and_cookie():
    async with client() as visitor:
        headers = {"Accept-Language": "de-AT, en;q=0.5", "Cookie": "other=1; rung=once"}
        answer = await visitor.post("/api/visits", headers=headers)
    assert answer.json() == {"address": "10.0.0.9", "languages": ["de", "en"], "cookie": "once", "size": 0}


@pytest.mark.security(16)
async def test_over_https_only_the_prefixed_cookie_counts():
    async with client(**{"web.public_url": "https://stall.test"}) as visitor:
        bare = await visitor.post("/api/visits", headers={"Cookie": "rung=forged"})
        own = await visitor.post("/api/visits", headers={"Cookie": "__Secure-rung=once"})
    assert (bare.json()["cookie"], own.json()["cookie"]) == (None, "once")


@pytest.mark.parametrize(
    ("trusted", "forwarded", "found"),
    [
        ([], "1.1.1.1", "10.0.0.9"),
        (["192.168.0.0/16"], "1.1.1.1", "10.0.0.9"),
        (["10.0.0.0/8"], "1.1.1.1", "1.1.1.1"),
        (["10.0.0.0/8"], "6.6.6.6, 1.1.1.1", "1.1.1.1"),
        (["10.0.0.0/8"], "6.6.6.6, 1.1.1.1, 10.0.0.1", "1.1.1.1"),
        (["10.0.0.0/8"], "rubbish", "10.0.0.9"),
        (["10.0.0.0/8"], None, "10.0.0.9"),
        (["10.0.0.0/8"], "::1, 2001:db8::1", "2001:db8::1"),
    ],
)
@pytest.mark.security(41)
def test_believes_forwarded_addresses_from_trusted_proxies_alone(
    trusted: list[str], forwarded: str | None, found: str
):
    assert ClientAddresses(trusted).of({"client": ("10.0.0.9", 1)}, forwarded) == found


@pytest.mark.parametrize(
    ("header", "found"),
    [
        (None, []),
        ("n, i-klingon, english, de", ["de"]),
        ("*", []),
        ("en", ["en"]),
        ("en;q=0.1, fr;q=0.9, de", ["de", "fr", "en"]),
        ("de-CH, de;q=0.9", ["de"]),
        ("nl;q=0", []),
        ("<script>", []),
    ],
)
def test_orders_languages_by_preference(header: str | None, found: list[str]):
    assert languages_in(header) == found


@pytest.mark.parametrize(
    ("tag", "status"),
    [('"v3"', 200), ('W/"v3"', 200), ('"v2"', 412), ('"other"', 412), (None, 428), ("*", 428)],
)
async def test_a_change_names_the_version_that_it_is_based_on(tag: str | None, status: int):
    async with client() as visitor:
        answer = await visitor.put(THING, headers={"If-Match": tag} if tag else {})
    assert answer.status_code == status
    assert answer.headers.get("etag") == ('"v4"' if status == 200 else None)


async def test_a_cursor_leads_on():
    async with client() as visitor:
        cursor = (await visitor.get("/api/pages")).json()["nextCursor"]
        answer = await visitor.get("/api/pages", params={"cursor": cursor})
    assert answer.json()["after"] == ["b", str(UUID(int=7))]


@pytest.mark.parametrize(
    "change", [lambda c: c[:-1], lambda c: "A" + c[1:], lambda _: "%%%", lambda c: c * 99]
)
@pytest.mark.security(31)
async def test_refuses_a_cursor_that_was_tampered_with(change: Any):
    async with client() as visitor:
        cursor = (await visitor.get("/api/pages")).json()["nextCursor"]
        answer = await visitor.get("/api/pages", params={"cursor": change(cursor)})
    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (400, "?cursor")


@pytest.mark.security(31)
async def test_refuses_the_cursor_of_another_list():
    async with client() as visitor:
        cursor = (await visitor.get("/api/pages")).json()["nextCursor"]
        answer = await visitor.get("/api/other-pages", params={"cursor": cursor})
    assert answer.status_code == 400
