"""Whom another module should tell of something."""

from modules.users.add_role.handler import AddRole
from modules.users.assign_roles.handler import AssignRoles
from modules.users.contracts.queries import FindStaff
from modules.users.deactivate_user.handler import DeactivateUser
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import ANN, BOB

MAY = "users:see-audit"


async def test_finds_who_may_by_a_role_of_the_shop_or_their_own_and_nobody_else(stage: Stage):
    ann, bob = await stage.do(ANN), await stage.do(BOB)
    assert await stage.ask(FindStaff(capability=MAY)) == []
    await stage.do(AssignRoles(user_id=ann.id, roles=("administrator",), version=None), SYSTEM)
    await stage.do(AddRole(name="auditor", capabilities=(MAY,)), SYSTEM)
    await stage.do(AssignRoles(user_id=bob.id, roles=("auditor",), version=None), SYSTEM)
    assert await stage.ask(FindStaff(capability=MAY)) == sorted([ann.id, bob.id])
    assert await stage.ask(FindStaff(capability="users:see-roles")) == [ann.id]


async def test_leaves_out_whose_account_is_closed(stage: Stage):
    bob = await stage.do(BOB)
    await stage.do(AddRole(name="auditor", capabilities=(MAY,)), SYSTEM)
    await stage.do(AssignRoles(user_id=bob.id, roles=("auditor",), version=None), SYSTEM)
    await stage.do(DeactivateUser(user_id=bob.id), SYSTEM)
    assert await stage.ask(FindStaff(capability=MAY)) == []
