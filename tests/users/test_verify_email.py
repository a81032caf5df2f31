"""Verifying an address."""

import pytest

from modules.users.contracts.events import EmailVerified
from modules.users.domain.attempts import TooManyAttempts
from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WrongPassword
from modules.users.verify_email.handler import VerifyEmail
from modules.users.who_am_i.handler import WhoAmI
from souk.testing import Stage
from tests.users.people import BOB, PASSWORD, registered, token_in_mail


async def test_takes_the_link_and_the_password_together(stage: Stage):
    ann = await registered(stage)
    token = await token_in_mail(stage)
    async with stage.client() as client:
        answer = await client.post("/api/users/verify-email", json={"token": token, "password": PASSWORD})
    assert answer.status_code == 204
    assert (await stage.ask(WhoAmI(), ann)).email_verified
    assert [event.user_id for event in await stage.published(EmailVerified)] == [ann.id]


async def test_the_link_alone_is_worth_nothing_to_a_squatters_victim(stage: Stage):
    ann = await registered(stage)
    token = await token_in_mail(stage)
    await stage.scenario.do(VerifyEmail(token=token, password="the victim's own")).then_refused(WrongPassword)
    assert not (await stage.ask(WhoAmI(), ann)).email_verified


async def test_the_link_works_once(stage: Stage):
    await registered(stage)
    token = await token_in_mail(stage)
    await stage.do(VerifyEmail(token=token, password=PASSWORD))
    await stage.scenario.do(VerifyEmail(token=token, password=PASSWORD)).then_refused(LinkSpent)


async def test_the_link_works_for_two_days(stage: Stage):
    await registered(stage)
    token = await token_in_mail(stage)
    stage.clock.advance(hours=48)
    await stage.scenario.do(VerifyEmail(token=token, password=PASSWORD)).then_refused(LinkSpent)


async def test_a_link_to_choose_a_password_verifies_nothing(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        await client.post("/api/users/password-reset", json={"email": "ann@example.com"})
    token = await token_in_mail(stage, "users.reset_password")
    await stage.scenario.do(VerifyEmail(token=token, password=PASSWORD)).then_refused(LinkSpent)


async def test_a_forged_token_is_worth_nothing(stage: Stage):
    await registered(stage)
    token = await token_in_mail(stage)
    forged = ("B" if token[-1] == "A" else "A").join([token[:-1], ""])
    await stage.scenario.do(VerifyEmail(token=forged, password=PASSWORD)).then_refused(LinkSpent)


async def test_a_wrong_password_is_no_way_to_find_the_right_one(stage: Stage):
    await registered(stage)
    await registered(stage, BOB)
    token = await token_in_mail(stage)
    for number in range(10):
        with pytest.raises(WrongPassword):
            await stage.do(VerifyEmail(token=token, password=f"guess {number}"))
    with pytest.raises(TooManyAttempts):
        await stage.do(VerifyEmail(token=token, password=PASSWORD))


async def test_what_is_stored_cannot_be_mailed_by_somebody_else(stage: Stage):
    await registered(stage)
    token = await token_in_mail(stage)
    tables = ("mailed_link", "notification")
    kept = [str(await stage.rows(f"SELECT * FROM users.{name}")) for name in tables]  # noqa: S608
    assert not any(token in text for text in kept)
