"""Signing out on all devices."""

from souk.testing import Stage
from tests.users.people import BOB, bearer, cookie, registered, signed_in


async def test_ends_every_session_of_the_person_and_nobody_elses(stage: Stage):
    await registered(stage)
    await registered(stage, BOB)
    devices = [await signed_in(stage) for _ in range(3)]
    bobs = await signed_in(stage, BOB)
    async with stage.client() as client:
        answer = await client.post("/api/users/logout-all", headers=bearer(devices[0]))
        access = [await client.get("/api/users/me", headers=bearer(each)) for each in [*devices, bobs]]
        cookies = [
            await client.post("/api/users/refresh", headers=cookie(each.refresh_token))
            for each in [*devices, bobs]
        ]
    assert answer.status_code == 204
    assert [each.status_code for each in access] == [401, 401, 401, 200]
    assert [each.status_code for each in cookies] == [401, 401, 401, 200]


async def test_asks_who_is_not_signed_in_to_do_so(stage: Stage):
    async with stage.client() as client:
        assert (await client.post("/api/users/logout-all")).status_code == 401
