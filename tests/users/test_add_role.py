"""Making a role."""

from modules.users.add_role.handler import AddRole, RoleNameTaken
from modules.users.domain.roles import MoreThanYouHold, UnknownCapability
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import boss

NIGHT = AddRole(name="night-shift", capabilities=("users:see-people",))


async def test_holds_what_its_maker_put_in(stage: Stage):
    body = {"name": "night-shift", "capabilities": ["users:see-people", "users:see-people"]}
    async with stage.client(boss("edit-roles", "see-people")) as client:
        assert (await client.post("/api/admin/roles", json=body)).status_code == 201
    (kept,) = await stage.rows("SELECT name, capabilities FROM users.role")
    assert (kept["name"], kept["capabilities"]) == ("night-shift", ["users:see-people"])


async def test_nobody_puts_in_what_they_do_not_hold(stage: Stage):
    await stage.scenario.do(NIGHT, boss("edit-roles")).then_refused(MoreThanYouHold)


async def test_a_name_is_given_once_and_never_that_of_a_role_that_comes_with_the_shop(stage: Stage):
    await stage.do(NIGHT, SYSTEM)
    await stage.scenario.do(NIGHT, SYSTEM).then_refused(RoleNameTaken)
    await stage.scenario.do(AddRole(name="finance", capabilities=()), SYSTEM).then_refused(RoleNameTaken)


async def test_refuses_what_no_module_declares(stage: Stage):
    role = AddRole(name="ghost", capabilities=("orders:summon",))
    await stage.scenario.do(role, SYSTEM).then_refused(UnknownCapability)
