"""Looking where one is signed in."""

from souk.testing import Stage
from tests.users.people import ANN, BOB, bearer, registered, signed_in


async def test_shows_ones_own_devices_the_latest_first_and_which_is_this_one(stage: Stage):
    await registered(stage)
    await registered(stage, BOB)
    await signed_in(stage, BOB)
    await signed_in(stage, ANN, device="Phone")
    stage.clock.advance(minutes=1)
    here = await signed_in(stage, ANN, device="Laptop")
    async with stage.client() as client:
        answer = await client.get("/api/users/me/sessions", headers=bearer(here))
    shown = [(each["device"], each["current"]) for each in answer.json()["items"]]
    assert shown == [("Laptop", True), ("Phone", False)]


async def test_notes_the_browsers_name_when_it_signs_in(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        body = {"email": ANN.email, "password": ANN.password}
        granted = await client.post("/api/users/login", json=body, headers={"user-agent": "Firefox " * 100})
        token = granted.json()["accessToken"]
        answer = await client.get("/api/users/me/sessions", headers={"authorization": f"Bearer {token}"})
    assert answer.json()["items"][0]["device"] == ("Firefox " * 100)[:200]


async def test_shows_no_session_that_is_over(stage: Stage):
    await registered(stage)
    gone, here = await signed_in(stage), await signed_in(stage)
    async with stage.client() as client:
        await client.post("/api/users/logout", headers=bearer(gone))
        answer = await client.get("/api/users/me/sessions", headers=bearer(here))
    assert len(answer.json()["items"]) == 1
