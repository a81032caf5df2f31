"""Saying what somebody may do."""

import asyncio

import pytest

from modules.users.assign_roles.handler import AssignRoles
from modules.users.contracts.commands import AppointAdministrator
from modules.users.contracts.events import RolesChanged
from modules.users.domain.roles import LastAdministrator, MoreThanYouHold, UnknownRole
from souk.kernel import Stale
from souk.messages import SYSTEM, Actor
from souk.testing import Stage
from tests.users.people import bearer, boss, cookie, registered, signed_in

EVERYTHING = boss(
    "assign-roles", "see-people", "deactivate", "see-roles", "edit-roles", "see-audit", "rotate-keys"
)


def assign(person: Actor, *roles: str, version: int | None = None) -> AssignRoles:
    assert person.id is not None
    return AssignRoles(user_id=person.id, roles=roles, version=version)


async def test_takes_effect_at_once_without_ending_the_session(stage: Stage):
    ann = await registered(stage)
    before = await signed_in(stage)
    async with stage.client() as client:
        assert (await client.get("/api/users/me", headers=bearer(before))).json()["permissions"] == []
        await stage.do(assign(ann, "customer", "finance"), SYSTEM)
        assert (await client.get("/api/users/me", headers=bearer(before))).status_code == 401
        refreshed = await client.post("/api/users/refresh", headers=cookie(before.refresh_token))
        headers = {"authorization": f"Bearer {refreshed.json()['accessToken']}"}
        me = await client.get("/api/users/me", headers=headers)
    assert me.json()["permissions"] == ["users:see-people"]
    assert [event.user_id for event in await stage.published(RolesChanged)] == [ann.id]


async def test_needs_the_version_that_it_is_based_on(stage: Stage):
    ann = await registered(stage)
    path, body = f"/api/admin/users/{ann.id}/roles", {"roles": ["customer"]}
    async with stage.client(EVERYTHING) as client:
        without = await client.put(path, json=body)
        right = await client.put(path, json=body, headers={"if-match": '"v1"'})
        stale = await client.put(path, json=body, headers={"if-match": '"v1"'})
    assert [without.status_code, right.status_code, stale.status_code] == [428, 204, 412]
    assert right.headers["etag"] == '"v2"'


async def test_of_two_with_the_same_version_one_is_stale(stage: Stage):
    ann = await registered(stage)
    both = [stage.do(assign(ann, role, version=1), SYSTEM) for role in ("finance", "support")]
    outcomes = await asyncio.gather(*both, return_exceptions=True)
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 1


@pytest.mark.security(19)
async def test_nobody_grants_what_they_do_not_hold(stage: Stage):
    ann = await registered(stage)
    await stage.scenario.do(assign(ann, "finance"), boss("assign-roles")).then_refused(MoreThanYouHold)
    await stage.scenario.do(assign(ann, "administrator"), EVERYTHING).then_refused(MoreThanYouHold)


async def test_nobody_takes_away_what_they_do_not_hold(stage: Stage):
    ann = await registered(stage)
    await stage.do(assign(ann, "finance"), SYSTEM)
    await stage.scenario.do(assign(ann, "customer"), boss("assign-roles")).then_refused(MoreThanYouHold)


@pytest.mark.security(22)
async def test_nobody_promotes_themselves(stage: Stage):
    ann = await registered(stage)
    actor = boss("assign-roles", id=ann.id)
    await stage.scenario.do(assign(ann, "administrator"), actor).then_refused(MoreThanYouHold)


async def test_refuses_a_role_that_there_is_not(stage: Stage):
    ann = await registered(stage)
    await stage.scenario.do(assign(ann, "customer", "king"), SYSTEM).then_refused(UnknownRole)


async def test_the_last_administrator_stays_even_if_two_are_demoted_at_once(stage: Stage):
    ids = [
        await stage.do(AppointAdministrator(email=f"boss{n}@example.com", password="correct horse"), SYSTEM)
        for n in range(2)
    ]
    demoting = [stage.do(AssignRoles(user_id=id, roles=("customer",), version=None), SYSTEM) for id in ids]
    outcomes = await asyncio.gather(*demoting, return_exceptions=True)
    assert sum(isinstance(outcome, LastAdministrator) for outcome in outcomes) == 1


@pytest.mark.parametrize("role", ["King", "a b", "", "-", "x" * 60])
async def test_a_role_has_a_plain_name(stage: Stage, role: str):
    ann = await registered(stage)
    async with stage.client(EVERYTHING) as client:
        answer = await client.put(
            f"/api/admin/users/{ann.id}/roles", json={"roles": [role]}, headers={"if-match": '"v1"'}
        )
    assert answer.status_code == 400
