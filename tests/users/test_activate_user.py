"""Opening a closed account again."""

from modules.users.activate_user.handler import ActivateUser
from modules.users.erase_me.handler import EraseMe
from souk.kernel import NotFound
from souk.testing import Stage
from tests.users.people import bearer, boss, registered, signed_in


async def test_the_person_may_sign_in_again_but_old_sessions_stay_over(stage: Stage):
    ann = await registered(stage)
    before = await signed_in(stage)
    async with stage.client(boss("deactivate")) as client:
        await client.post(f"/api/admin/users/{ann.id}/deactivate")
        assert (await client.post(f"/api/admin/users/{ann.id}/activate")).status_code == 204
    after = await signed_in(stage)
    async with stage.client() as client:
        states = [
            (await client.get("/api/users/me", headers=bearer(each))).status_code for each in (before, after)
        ]
    assert states == [401, 200]


async def test_an_erased_account_stays_closed(stage: Stage):
    ann = await registered(stage)
    await stage.do(EraseMe(), ann)
    assert ann.id is not None
    await stage.scenario.do(ActivateUser(user_id=ann.id), boss("deactivate")).then_refused(NotFound)
