"""Making sure that nobody has touched the record of staff actions."""

import pytest
from sqlalchemy.exc import DBAPIError

from modules.users.contracts.queries import AuditVerdict, VerifyAudit
from souk.kernel import new_id
from souk.messages import SYSTEM, StaffActed
from souk.testing import Stage

COUNT = 5
ADDED = """
INSERT INTO users.staff_action (actor_id, capability, action, subject, recorded_at, previous, link)
SELECT actor_id, capability, 'act 9', subject, recorded_at, link, 'made up'
FROM users.staff_action WHERE action = 'act 4'
"""


async def chained(stage: Stage) -> AuditVerdict:
    acts = [
        StaffActed(actor_id=new_id(), capability="a:b", action=f"act {n}", subject="x") for n in range(COUNT)
    ]
    await stage.publish("users", *acts)
    await stage.settle()
    return await stage.ask(VerifyAudit(), SYSTEM)


async def tamper(stage: Stage, sql: str) -> None:
    """Do what only somebody with the keys of the whole server could do."""
    await stage.owner(f"DO $$ BEGIN SET LOCAL session_replication_role = replica; {sql}; END $$")


async def test_a_chain_that_nobody_touched_is_whole(stage: Stage):
    verdict = await chained(stage)
    assert (verdict.records, verdict.broken_at) == (COUNT, None)
    assert len(verdict.head) == 64


async def test_an_empty_one_is_whole_too(stage: Stage):
    assert (await stage.ask(VerifyAudit(), SYSTEM)).broken_at is None


@pytest.mark.parametrize(
    "sql",
    [
        "UPDATE users.staff_action SET action = 'nothing' WHERE action = 'act 2'",
        "UPDATE users.staff_action SET actor_id = gen_random_uuid() WHERE action = 'act 2'",
        "UPDATE users.staff_action SET recorded_at = recorded_at - interval '1 day' WHERE action = 'act 2'",
        "DELETE FROM users.staff_action WHERE action = 'act 2'",
        "DELETE FROM users.staff_action WHERE action = 'act 0'",
        ADDED,
    ],
)
async def test_whatever_is_changed_removed_or_added_is_noticed(stage: Stage, sql: str):
    await chained(stage)
    await tamper(stage, sql)
    assert (await stage.ask(VerifyAudit(), SYSTEM)).broken_at is not None


async def test_an_end_that_was_cut_off_is_noticed_by_who_kept_the_head(stage: Stage):
    head = (await chained(stage)).head
    await tamper(stage, "DELETE FROM users.staff_action WHERE action = 'act 4'")
    assert (await stage.ask(VerifyAudit(), SYSTEM)).broken_at is None
    verdict = await stage.ask(VerifyAudit(expected_head=head), SYSTEM)
    assert "cut off" in verdict.reason


@pytest.mark.parametrize(
    "sql", ["UPDATE users.staff_action SET action = ''", "DELETE FROM users.staff_action"]
)
async def test_the_database_refuses_to_change_a_record(stage: Stage, sql: str):
    await chained(stage)
    with pytest.raises(DBAPIError, match="never changed"):
        await stage.owner(sql)
