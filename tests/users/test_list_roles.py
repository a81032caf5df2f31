"""Looking at the roles."""

from modules.users.add_role.handler import AddRole
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import boss


async def test_shows_those_that_come_with_the_shop_and_then_its_own(stage: Stage):
    id = await stage.do(AddRole(name="night-shift", capabilities=("users:see-people",)), SYSTEM)
    async with stage.client(boss("see-roles")) as client:
        items = (await client.get("/api/admin/roles")).json()["items"]
    assert [item["name"] for item in items] == [
        *("customer", "support", "catalogue-manager", "finance", "administrator"),
        "night-shift",
    ]
    assert items[-1] == {
        "id": str(id),
        "name": "night-shift",
        "capabilities": ["users:see-people"],
        "shipped": False,
        "version": 1,
    }


async def test_an_administrator_holds_whatever_is_declared(stage: Stage):
    async with stage.client(boss("see-roles")) as client:
        items = (await client.get("/api/admin/roles")).json()["items"]
        declared = (await client.get("/api/admin/permissions")).json()["items"]
    assert items[4]["capabilities"] == [each["name"] for each in declared]
