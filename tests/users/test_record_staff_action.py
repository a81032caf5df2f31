"""Keeping a record of what the staff does."""

from souk.kernel import new_id
from souk.messages import StaffActed
from souk.testing import Stage


async def test_writes_down_each_action_once_and_in_order(stage: Stage):
    actor = new_id()
    acts = [
        StaffActed(actor_id=actor, capability="catalog:edit", action=f"act {n}", subject="x")
        for n in range(3)
    ]

    async def recorded() -> list[str]:
        rows = await stage.rows("SELECT action FROM users.staff_action ORDER BY id")
        return [row["action"] for row in rows]

    assert await stage.scenario.hear("users", *acts).then(recorded) == ["act 0", "act 1", "act 2"]
    await stage.settle()
    assert len(await recorded()) == 3
