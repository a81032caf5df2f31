"""Throwing away what has served its purpose."""

from modules.users.clear_out.job import ClearOut
from souk.testing import Stage
from tests.users.people import registered, signed_in

PURPOSES = ("mailed_link", "attempt", "session", "refresh_token", "kept_mail", "notification")
JOB = """
INSERT INTO souk.job
    (id, type, module, queue, arguments, context, priority, seconds, attempts_allowed, back_off, due_at)
VALUES (gen_random_uuid(), :type, 'users', 'default', '{}', '{}', 5, 60, 5, 5, now()) RETURNING id
"""


async def counts(stage: Stage) -> dict[str, int]:
    sql = "SELECT count(*) AS n FROM users.{}"
    return {name: (await stage.rows(sql.format(name)))[0]["n"] for name in PURPOSES}


async def clear(stage: Stage) -> None:
    await stage.rows(JOB, type=ClearOut.wire)
    await stage.work()


async def test_leaves_what_is_still_needed(stage: Stage):
    await registered(stage)
    await signed_in(stage)
    await stage.work()
    before = await counts(stage)
    await clear(stage)
    assert await counts(stage) == before
    assert before["session"] == 1


async def test_throws_away_what_is_old(stage: Stage):
    await registered(stage)
    await signed_in(stage)
    await stage.work()
    stage.clock.advance(days=100)
    await clear(stage)
    assert set((await counts(stage)).values()) == {0}
