"""Changing one's password."""

import pytest

from modules.users.change_password.handler import ChangePassword
from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.passwords import WeakPassword, WrongPassword
from modules.users.log_in.handler import LogIn
from souk.testing import Stage
from tests.users.people import EMAIL, PASSWORD, bearer, registered, signed_in

PATH = "/api/users/me/password"
NEW = "battery staple"
BODY = {"currentPassword": PASSWORD, "newPassword": NEW}


@pytest.mark.security(7)
async def test_needs_the_current_one(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        wrong = await client.post(PATH, json=BODY | {"currentPassword": "wrong"})
        right = await client.post(PATH, json=BODY)
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    assert right.status_code == 204
    await stage.do(LogIn(email=EMAIL, password=NEW))


@pytest.mark.security(15)
async def test_ends_all_other_sessions_and_keeps_this_one(stage: Stage):
    await registered(stage)
    here, there = await signed_in(stage), await signed_in(stage)
    async with stage.client() as client:
        assert (await client.post(PATH, json=BODY, headers=bearer(here))).status_code == 204
        states = [
            (await client.get("/api/users/me", headers=bearer(each))).status_code for each in (here, there)
        ]
    assert states == [200, 401]


@pytest.mark.parametrize("password", ["password1", "ann-lee!!", "ANN@EXAMPLE.COM", "Administrator1"])
async def test_refuses_what_is_easily_guessed(stage: Stage, password: str):
    ann = await registered(stage)
    change = ChangePassword(current_password=PASSWORD, new_password=password)
    await stage.scenario.do(change, ann).then_refused(WeakPassword)


async def test_a_stolen_access_token_is_no_way_to_guess_the_password(stage: Stage):
    ann = await registered(stage)
    for number in range(10):
        with pytest.raises(WrongPassword):
            await stage.do(ChangePassword(current_password=f"guess {number}", new_password=NEW), ann)
    with pytest.raises(TooManyAttempts):
        await stage.do(ChangePassword(current_password=PASSWORD, new_password=NEW), ann)
