"""Looking at what the staff has done."""

from souk.kernel import new_id
from souk.messages import StaffActed
from souk.testing import Stage
from tests.users.people import boss

PATH = "/api/admin/audit"


async def acted(stage: Stage, count: int) -> list[StaffActed]:
    actors = [new_id(), new_id()]
    acts = [
        StaffActed(actor_id=actors[n % 2], capability="a:b", action=f"act {n}", subject=f"{n // 2}")
        for n in range(count)
    ]
    await stage.publish("users", *acts)
    await stage.settle()
    return acts


async def test_shows_the_latest_first_page_by_page(stage: Stage):
    await acted(stage, 3)
    async with stage.client(boss("see-audit")) as client:
        first = (await client.get(f"{PATH}?pageSize=2")).json()
        second = (await client.get(f"{PATH}?pageSize=2&cursor={first['nextCursor']}")).json()
    assert [item["action"] for item in first["items"]] == ["act 2", "act 1"]
    assert [item["action"] for item in second["items"]] == ["act 0"]
    assert second["nextCursor"] is None


async def test_finds_what_one_person_did_and_what_was_done_to_one_thing(stage: Stage):
    acts = await acted(stage, 4)
    async with stage.client(boss("see-audit")) as client:
        by = (await client.get(f"{PATH}?actorId={acts[0].actor_id}")).json()["items"]
        about = (await client.get(f"{PATH}?subject=1")).json()["items"]
    assert [item["action"] for item in by] == ["act 2", "act 0"]
    assert [item["action"] for item in about] == ["act 3", "act 2"]
