"""Choosing a new password by a mailed link."""

import asyncio

import pytest

from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WeakPassword
from modules.users.log_in.handler import LogIn, WrongCredentials
from modules.users.request_password_reset.handler import RequestPasswordReset
from modules.users.reset_password.handler import ResetPassword
from modules.users.who_am_i.handler import WhoAmI
from souk.testing import Stage
from tests.users.people import EMAIL, PASSWORD, bearer, cookie, registered, signed_in, token_in_mail

NEW = "battery staple"


async def link(stage: Stage) -> str:
    await stage.do(RequestPasswordReset(email=EMAIL))
    return await token_in_mail(stage, "users.reset_password")


async def test_the_new_password_counts_from_then_on(stage: Stage):
    await registered(stage)
    token = await link(stage)
    async with stage.client() as client:
        answer = await client.post(
            "/api/users/password-reset/confirm", json={"token": token, "password": NEW}
        )
    assert answer.status_code == 204
    await stage.do(LogIn(email=EMAIL, password=NEW))
    with pytest.raises(WrongCredentials):
        await stage.do(LogIn(email=EMAIL, password=PASSWORD))


@pytest.mark.security(6, 15)
async def test_every_session_ends(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    await stage.do(ResetPassword(token=await link(stage), password=NEW))
    async with stage.client() as client:
        me = await client.get("/api/users/me", headers=bearer(granted))
        refreshed = await client.post("/api/users/refresh", headers=cookie(granted.refresh_token))
    assert [me.status_code, refreshed.status_code] == [401, 401]


async def test_the_address_counts_as_verified(stage: Stage):
    ann = await registered(stage)
    await stage.do(ResetPassword(token=await link(stage), password=NEW))
    assert (await stage.ask(WhoAmI(), ann)).email_verified


async def test_the_owner_is_told(stage: Stage):
    await registered(stage)
    await stage.do(ResetPassword(token=await link(stage), password=NEW))
    await stage.work()
    told = await stage.rows("SELECT template FROM users.notification ORDER BY wanted_at, template")
    assert "users.password_changed" in [row["template"] for row in told]


@pytest.mark.security(6)
async def test_the_link_works_once_however_many_use_it_at_the_same_time(stage: Stage):
    await registered(stage)
    token = await link(stage)
    used = [stage.do(ResetPassword(token=token, password=f"{NEW} {n}")) for n in range(5)]
    outcomes = await asyncio.gather(*used, return_exceptions=True)
    assert sum(isinstance(outcome, LinkSpent) for outcome in outcomes) == 4


@pytest.mark.security(6)
async def test_the_link_works_for_ten_minutes(stage: Stage):
    await registered(stage)
    token = await link(stage)
    stage.clock.advance(minutes=10)
    await stage.scenario.do(ResetPassword(token=token, password=NEW)).then_refused(LinkSpent)


async def test_a_weak_password_is_refused_and_the_link_still_works(stage: Stage):
    await registered(stage)
    token = await link(stage)
    await stage.scenario.do(ResetPassword(token=token, password="password1")).then_refused(WeakPassword)
    await stage.do(ResetPassword(token=token, password=NEW))


async def test_a_link_to_verify_chooses_no_password(stage: Stage):
    await registered(stage)
    token = await token_in_mail(stage)
    await stage.scenario.do(ResetPassword(token=token, password=NEW)).then_refused(LinkSpent)
