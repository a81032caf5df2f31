"""Changing what a role may do."""

from modules.users.add_role.handler import AddRole
from modules.users.assign_roles.handler import AssignRoles
from modules.users.change_role.handler import ChangeRole
from modules.users.domain.roles import MoreThanYouHold
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import bearer, boss, registered, signed_in

NIGHT = AddRole(name="night-shift", capabilities=("users:see-people",))


async def test_who_has_the_role_needs_a_new_token_at_once(stage: Stage):
    ann = await registered(stage)
    id = await stage.do(NIGHT, SYSTEM)
    assert ann.id is not None
    await stage.do(AssignRoles(user_id=ann.id, roles=("night-shift",), version=None), SYSTEM)
    before = await signed_in(stage)
    await stage.do(ChangeRole(id=id, capabilities=("users:see-audit",), version=1), SYSTEM)
    after = await signed_in(stage)
    async with stage.client() as client:
        old = await client.get("/api/admin/users", headers=bearer(before))
        new = await client.get("/api/admin/audit", headers=bearer(after))
    assert [old.status_code, new.status_code] == [401, 200]


async def test_needs_the_version_that_it_is_based_on(stage: Stage):
    id = await stage.do(NIGHT, SYSTEM)
    path, body = f"/api/admin/roles/{id}", {"capabilities": []}
    async with stage.client(boss("edit-roles", "see-people")) as client:
        without = await client.put(path, json=body)
        right = await client.put(path, json=body, headers={"if-match": '"v1"'})
        stale = await client.put(path, json=body, headers={"if-match": '"v1"'})
    assert [without.status_code, right.status_code, stale.status_code] == [428, 204, 412]


async def test_nobody_adds_or_removes_what_they_do_not_hold(stage: Stage):
    id = await stage.do(NIGHT, SYSTEM)
    for capabilities in (("users:see-people", "users:see-audit"), ()):
        change = ChangeRole(id=id, capabilities=capabilities, version=None)
        await stage.scenario.do(change, boss("edit-roles")).then_refused(MoreThanYouHold)
