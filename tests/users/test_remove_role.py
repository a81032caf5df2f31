"""Removing a role."""

import asyncio

from modules.users.add_role.handler import AddRole
from modules.users.assign_roles.handler import AssignRoles
from modules.users.domain.roles import MoreThanYouHold, UnknownRole
from modules.users.remove_role.handler import RemoveRole, RoleInUse
from souk.kernel import NotFound
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import boss, registered

NIGHT = AddRole(name="night-shift", capabilities=("users:see-people",))


async def test_it_is_gone(stage: Stage):
    id = await stage.do(NIGHT, SYSTEM)
    async with stage.client(boss("edit-roles", "see-people")) as client:
        assert (await client.delete(f"/api/admin/roles/{id}")).status_code == 204
        assert (await client.delete(f"/api/admin/roles/{id}")).status_code == 404


async def test_is_refused_while_somebody_has_it(stage: Stage):
    ann = await registered(stage)
    id = await stage.do(NIGHT, SYSTEM)
    assert ann.id is not None
    await stage.do(AssignRoles(user_id=ann.id, roles=("night-shift",), version=None), SYSTEM)
    await stage.scenario.do(RemoveRole(id=id), SYSTEM).then_refused(RoleInUse)


async def test_nobody_has_a_role_that_was_removed_at_the_same_time(stage: Stage):
    ann = await registered(stage)
    id = await stage.do(NIGHT, SYSTEM)
    assert ann.id is not None
    both = (
        stage.do(AssignRoles(user_id=ann.id, roles=("night-shift",), version=None), SYSTEM),
        stage.do(RemoveRole(id=id), SYSTEM),
    )
    given, removed = await asyncio.gather(*both, return_exceptions=True)
    assert isinstance(given, UnknownRole) != isinstance(removed, RoleInUse)


async def test_nobody_removes_what_they_do_not_hold(stage: Stage):
    id = await stage.do(NIGHT, SYSTEM)
    await stage.scenario.do(RemoveRole(id=id), boss("edit-roles")).then_refused(MoreThanYouHold)


async def test_knows_no_role_that_never_was(stage: Stage):
    ann = await registered(stage)
    assert ann.id is not None
    await stage.scenario.do(RemoveRole(id=ann.id), SYSTEM).then_refused(NotFound)
