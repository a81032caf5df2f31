"""Signing out on this device."""

import pytest

from souk.testing import Stage
from tests.users.people import bearer, cookie, registered, signed_in

LOGOUT = "/api/users/logout"


@pytest.mark.security(15)
async def test_the_access_token_is_worth_nothing_at_once(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        assert (await client.get("/api/users/me", headers=bearer(granted))).status_code == 200
        answer = await client.post(LOGOUT, headers=bearer(granted))
        assert (await client.get("/api/users/me", headers=bearer(granted))).status_code == 401
    assert answer.status_code == 204
    assert "Max-Age=0" in answer.headers["set-cookie"]


async def test_the_cookie_alone_is_enough(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        await client.post(LOGOUT, headers=cookie(granted.refresh_token))
        refreshed = await client.post("/api/users/refresh", headers=cookie(granted.refresh_token))
        me = await client.get("/api/users/me", headers=bearer(granted))
    assert [refreshed.status_code, me.status_code] == [401, 401]


async def test_another_device_stays_signed_in(stage: Stage):
    await registered(stage)
    here, there = await signed_in(stage), await signed_in(stage)
    async with stage.client() as client:
        await client.post(LOGOUT, headers=bearer(here))
        assert (await client.get("/api/users/me", headers=bearer(there))).status_code == 200


async def test_who_is_signed_out_already_is_told_the_same(stage: Stage):
    async with stage.client() as client:
        assert (await client.post(LOGOUT)).status_code == 204


@pytest.mark.security(17)
async def test_another_sites_page_cannot_sign_anybody_out(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        headers = cookie(granted.refresh_token) | {"origin": "https://evil.example"}
        assert (await client.post(LOGOUT, headers=headers)).status_code == 403
        assert (await client.get("/api/users/me", headers=bearer(granted))).status_code == 200
