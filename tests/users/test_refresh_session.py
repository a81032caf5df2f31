"""Prolonging a session."""

import asyncio

import httpx
import pytest

from modules.users.contracts.events import SessionEnded
from souk.testing import Stage
from tests.users.people import bearer, cookie, registered, signed_in

REFRESH = "/api/users/refresh"


def token_of(answer: httpx.Response) -> str:
    return answer.headers["set-cookie"].partition("=")[2].partition(";")[0]


async def test_gives_the_next_token_and_uses_up_the_last(stage: Stage):
    await registered(stage)
    first = await signed_in(stage)
    async with stage.client() as client:
        answer = await client.post(REFRESH, headers=cookie(first.refresh_token))
        me = await client.get(
            "/api/users/me", headers={"authorization": f"Bearer {answer.json()['accessToken']}"}
        )
    assert (answer.status_code, answer.json()["expiresIn"]) == (200, 900)
    assert token_of(answer) != first.refresh_token
    assert me.status_code == 200


@pytest.mark.security(13)
async def test_a_token_used_again_after_the_grace_ends_the_whole_family(stage: Stage):
    await registered(stage)
    first = await signed_in(stage)
    async with stage.client() as client:
        second = token_of(await client.post(REFRESH, headers=cookie(first.refresh_token)))
        stage.clock.advance(seconds=11)
        stolen = await client.post(REFRESH, headers=cookie(first.refresh_token))
        honest = await client.post(REFRESH, headers=cookie(second))
        access = await client.get("/api/users/me", headers=bearer(first))
    assert [stolen.status_code, honest.status_code, access.status_code] == [401, 401, 401]
    assert [event.reason for event in await stage.published(SessionEnded)] == ["reused_token"]


async def test_the_owner_hears_of_a_stolen_token_by_mail(stage: Stage):
    await registered(stage)
    first = await signed_in(stage)
    async with stage.client() as client:
        await client.post(REFRESH, headers=cookie(first.refresh_token))
        stage.clock.advance(seconds=11)
        await client.post(REFRESH, headers=cookie(first.refresh_token))
    await stage.work()
    told = await stage.rows("SELECT template FROM users.notification ORDER BY wanted_at")
    assert told[-1]["template"] == "users.token_reused"


async def test_three_tabs_that_refresh_at_once_all_stay_signed_in_fifty_times_over(stage: Stage):
    await registered(stage)
    token = (await signed_in(stage)).refresh_token
    async with stage.client() as client:
        for _ in range(50):
            tabs = [client.post(REFRESH, headers=cookie(token)) for _ in range(3)]
            answers = await asyncio.gather(*tabs)
            assert [answer.status_code for answer in answers] == [200, 200, 200]
            token = token_of(answers[-1])
            stage.clock.advance(seconds=60)
    assert await stage.published(SessionEnded) == []


@pytest.mark.security(14)
async def test_a_session_ends_after_seven_days_without_use(stage: Stage):
    await registered(stage)
    token = (await signed_in(stage)).refresh_token
    stage.clock.advance(days=7)
    async with stage.client() as client:
        assert (await client.post(REFRESH, headers=cookie(token))).status_code == 401


@pytest.mark.security(14)
async def test_a_session_ends_after_thirty_days_however_much_it_is_used(stage: Stage):
    await registered(stage)
    token = (await signed_in(stage)).refresh_token
    async with stage.client() as client:
        for _ in range(29):
            stage.clock.advance(days=1)
            token = token_of(await client.post(REFRESH, headers=cookie(token)))
        stage.clock.advance(days=1)
        assert (await client.post(REFRESH, headers=cookie(token))).status_code == 401


async def test_the_cookie_never_outlives_the_session(stage: Stage):
    await registered(stage)
    token = (await signed_in(stage)).refresh_token
    async with stage.client() as client:
        for _ in range(4):
            stage.clock.advance(days=5)
            token = token_of(await client.post(REFRESH, headers=cookie(token)))
        stage.clock.advance(days=5)
        answer = await client.post(REFRESH, headers=cookie(token))
    assert "; Max-Age=432000;" in answer.headers["set-cookie"]  # of thirty days five are left


@pytest.mark.parametrize("token", ["", "x", "A" * 43, "A" * 10_000])
async def test_a_made_up_token_is_worth_nothing(stage: Stage, token: str):
    async with stage.client() as client:
        answer = await client.post(REFRESH, headers=cookie(token))
    assert (answer.status_code, answer.json()["code"]) == (401, "session_over")


@pytest.mark.security(11)
async def test_an_access_token_is_no_refresh_token_and_the_other_way_round(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        as_cookie = await client.post(REFRESH, headers=cookie(granted.access_token))
        as_bearer = await client.get(
            "/api/users/me", headers={"authorization": f"Bearer {granted.refresh_token}"}
        )
    assert [as_cookie.status_code, as_bearer.status_code] == [401, 401]


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        ({}, 200),
        ({"origin": "http://127.0.0.1:8000"}, 200),
        ({"sec-fetch-site": "same-origin"}, 200),
        ({"sec-fetch-site": "cross-site"}, 403),
        ({"sec-fetch-site": "same-site"}, 403),
        ({"origin": "https://evil.example"}, 403),
        ({"origin": "null"}, 403),
        ({"origin": "https://evil.example", "sec-fetch-site": "same-origin"}, 403),
    ],
)
@pytest.mark.security(17)
async def test_another_sites_page_cannot_use_the_cookie(stage: Stage, headers, status):
    await registered(stage)
    token = (await signed_in(stage)).refresh_token
    async with stage.client() as client:
        answer = await client.post(REFRESH, headers=cookie(token) | headers)
    assert answer.status_code == status


@pytest.mark.security(12)
async def test_only_the_digest_of_a_token_is_stored(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    kept = str(await stage.rows("SELECT * FROM users.refresh_token"))
    assert granted.refresh_token not in kept
    assert len(await stage.rows("SELECT 1 FROM users.refresh_token WHERE length(digest) = 32")) == 1
