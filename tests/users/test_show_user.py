"""Looking at one account, as staff."""

from souk.kernel import new_id
from souk.testing import Stage
from tests.users.people import boss, registered, signed_in


async def test_shows_roles_capabilities_sessions_and_the_version(stage: Stage):
    ann = await registered(stage)
    await signed_in(stage)
    await stage.owner("UPDATE users.account SET roles = ARRAY['catalogue-manager', 'finance']")
    async with stage.client(boss("see-people")) as client:
        answer = await client.get(f"/api/admin/users/{ann.id}")
    shown = answer.json()
    assert shown["openSessions"] == 1
    assert "users:see-people" in shown["capabilities"]
    assert answer.headers["etag"] == '"v1"'


async def test_knows_nobody_who_never_was(stage: Stage):
    async with stage.client(boss("see-people")) as client:
        assert (await client.get(f"/api/admin/users/{new_id()}")).status_code == 404
