"""Wanting another address."""

import pytest

from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.passwords import WrongPassword
from modules.users.request_new_email.handler import RequestNewEmail
from modules.users.who_am_i.handler import WhoAmI
from souk.testing import Stage
from tests.users.people import BOB, EMAIL, PASSWORD, registered

PATH = "/api/users/me/email"
BODY = {"email": "Ann.Day@example.com", "currentPassword": PASSWORD}
TO = """
    SELECT recipient FROM users.kept_mail JOIN users.notification USING (id)
    WHERE template = 'users.change_email'
"""


async def test_mails_a_link_to_the_new_address_and_changes_nothing_yet(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        answer = await client.post(PATH, json=BODY)
    assert answer.status_code == 202
    await stage.work()
    assert [row["recipient"] for row in await stage.rows(TO)] == ["ann.day@example.com"]
    assert (await stage.ask(WhoAmI(), ann)).email == EMAIL


async def test_security_7_needs_the_current_password_and_is_no_way_to_guess_it(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        wrong = await client.post(PATH, json=BODY | {"currentPassword": "wrong"})
    assert (wrong.status_code, wrong.json()["code"]) == (403, "wrong_password")
    for number in range(9):
        guess = RequestNewEmail(email="a@example.com", current_password=f"guess {number}")
        with pytest.raises(WrongPassword):
            await stage.do(guess, ann)
    right = RequestNewEmail(email="a@example.com", current_password=PASSWORD)
    await stage.scenario.do(right, ann).then_refused(TooManyAttempts)
    await stage.work()
    assert await stage.rows(TO) == []


async def test_does_not_tell_whether_somebody_has_that_address(stage: Stage):
    ann = await registered(stage)
    await registered(stage, BOB)
    async with stage.client(ann) as client:
        taken = await client.post(PATH, json=BODY | {"email": "BOB@example.com"})
        free = await client.post(PATH, json=BODY)
    assert (taken.status_code, taken.content) == (free.status_code, free.content)
    await stage.work()
    assert [row["recipient"] for row in await stage.rows(TO)] == ["ann.day@example.com"]


async def test_an_address_is_mailed_so_often_and_no_more(stage: Stage):
    ann = await registered(stage)
    for _ in range(8):
        await stage.do(RequestNewEmail(email="x@example.com", current_password=PASSWORD), ann)
    await stage.work()
    assert 0 < len(await stage.rows(TO)) < 8
