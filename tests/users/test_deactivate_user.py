"""Closing an account for now."""

import asyncio

import pytest

from modules.users.contracts.commands import AppointAdministrator
from modules.users.contracts.events import UserDeactivated
from modules.users.deactivate_user.handler import DeactivateUser
from modules.users.domain.roles import LastAdministrator, MoreThanYouHold
from souk.messages import SYSTEM, StaffActed
from souk.testing import Stage
from tests.users.people import ANN, bearer, boss, cookie, registered, signed_in


@pytest.mark.security(15)
async def test_ends_every_session_and_lets_nobody_sign_in(stage: Stage):
    ann = await registered(stage)
    granted = await signed_in(stage)
    async with stage.client(boss("deactivate")) as staff:
        assert (await staff.post(f"/api/admin/users/{ann.id}/deactivate")).status_code == 204
    async with stage.client() as client:
        me = await client.get("/api/users/me", headers=bearer(granted))
        refreshed = await client.post("/api/users/refresh", headers=cookie(granted.refresh_token))
        body = {"email": ANN.email, "password": ANN.password}
        entered = await client.post("/api/users/login", json=body)
    assert [me.status_code, refreshed.status_code, entered.status_code] == [401, 401, 403]
    assert entered.json()["code"] == "account_deactivated"
    assert [event.user_id for event in await stage.published(UserDeactivated)] == [ann.id]


async def test_who_does_not_know_the_password_does_not_learn_that_it_is_closed(stage: Stage):
    await registered(stage)
    await stage.owner("UPDATE users.account SET standing = 'deactivated'")
    async with stage.client() as client:
        answer = await client.post("/api/users/login", json={"email": ANN.email, "password": "wrong horse"})
    assert answer.json()["code"] == "wrong_credentials"


async def test_is_recorded_and_announced_once(stage: Stage):
    ann = await registered(stage)
    actor = boss("deactivate")
    assert ann.id is not None
    for _ in range(2):
        await stage.do(DeactivateUser(user_id=ann.id), actor)
    (acted,) = await stage.published(StaffActed)
    assert (acted.actor_id, acted.subject, acted.action) == (actor.id, str(ann.id), "deactivate user")


async def test_nobody_closes_the_account_of_somebody_who_may_do_more(stage: Stage):
    id = await stage.do(AppointAdministrator(email="boss@example.com", password="correct horse"), SYSTEM)
    await stage.scenario.do(DeactivateUser(user_id=id), boss("deactivate")).then_refused(MoreThanYouHold)


async def test_the_last_administrator_stays_even_if_two_are_closed_at_once(stage: Stage):
    ids = [
        await stage.do(AppointAdministrator(email=f"boss{n}@example.com", password="correct horse"), SYSTEM)
        for n in range(2)
    ]
    closing = [stage.do(DeactivateUser(user_id=id), SYSTEM) for id in ids]
    outcomes = await asyncio.gather(*closing, return_exceptions=True)
    assert sum(isinstance(outcome, LastAdministrator) for outcome in outcomes) == 1
