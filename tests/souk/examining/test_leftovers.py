"""What is left behind in the server, and what of it can be seen."""

from souk.examining.looking import examined
from souk.messages import Context
from souk.modules import Finding
from souk.testing import Stage

PLAIN = """
    CREATE ROLE souk_test_plain;
    GRANT USAGE, CREATE ON SCHEMA souk TO souk_test_plain;
    GRANT SELECT ON souk.job, souk.job_worker TO souk_test_plain;
    ALTER FUNCTION souk.left_behind OWNER TO souk_test_plain
"""
BACK = """
    ALTER FUNCTION souk.left_behind OWNER TO CURRENT_USER;
    DROP OWNED BY souk_test_plain;
    DROP ROLE souk_test_plain
"""


async def seen(stage: Stage) -> Finding:
    looks = examined(stage.registry, stage.runtime.switchboard, Context(reason="test"))
    found = {finding.check[0]: finding async for finding in looks}
    return found["L"]


async def test_the_platform_sees_the_sessions_of_all_modules(stage: Stage):
    """Its own role may not; the owner may, if it is a superuser or was given pg_read_all_stats."""
    await stage.rows("SELECT 1")
    found = await seen(stage)
    assert found.well
    assert "hidden" not in found.figure


async def test_sessions_that_the_owner_may_not_see_are_said_to_be_hidden(stage: Stage):
    async with stage.runtime.databases["users"].engine.connect():
        for statement in PLAIN.split(";"):
            await stage.owner(statement)
        try:
            assert " hidden)" in (await seen(stage)).figure
        finally:
            for statement in BACK.split(";"):
                await stage.owner(statement)
