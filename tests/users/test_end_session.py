"""Signing out on another device."""

from souk.kernel import new_id
from souk.testing import Stage
from tests.users.people import BOB, bearer, registered, signed_in

PATH = "/api/users/me/sessions"


async def test_ends_that_session_alone(stage: Stage):
    await registered(stage)
    there, here = await signed_in(stage), await signed_in(stage)
    async with stage.client() as client:
        items = (await client.get(PATH, headers=bearer(here))).json()["items"]
        (other,) = [each["id"] for each in items if not each["current"]]
        answer = await client.delete(f"{PATH}/{other}", headers=bearer(here))
        states = [
            (await client.get("/api/users/me", headers=bearer(each))).status_code for each in (here, there)
        ]
    assert answer.status_code == 204
    assert states == [200, 401]


async def test_does_not_know_somebody_elses_session(stage: Stage):
    await registered(stage)
    await registered(stage, BOB)
    anns, bobs = await signed_in(stage), await signed_in(stage, BOB)
    async with stage.client() as client:
        (session,) = (await client.get(PATH, headers=bearer(anns))).json()["items"]
        answer = await client.delete(f"{PATH}/{session['id']}", headers=bearer(bobs))
        me = await client.get("/api/users/me", headers=bearer(anns))
    assert [answer.status_code, me.status_code] == [404, 200]


async def test_does_not_know_a_session_that_is_over_or_never_was(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        assert (await client.delete(f"{PATH}/{new_id()}", headers=bearer(granted))).status_code == 404
