"""Looking at what there is to be allowed."""

from souk.testing import Stage
from tests.users.people import boss


async def test_gathers_what_the_modules_and_the_platform_declare(stage: Stage):
    async with stage.client(boss("see-roles")) as client:
        items = (await client.get("/api/admin/permissions")).json()["items"]
    declared = {capability.name: capability.meaning for capability in stage.registry.capabilities}
    assert {each["name"]: each["meaning"] for each in items} == declared
    assert {"users:see-people", "souk:see-jobs"} <= declared.keys()
