"""Taking another address."""

import asyncio

from modules.users.confirm_new_email.handler import ConfirmNewEmail
from modules.users.contracts.events import EmailChanged, EmailVerified
from modules.users.domain.account import EmailTaken
from modules.users.domain.links import LinkSpent
from modules.users.domain.passwords import WrongPassword
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from modules.users.request_new_email.handler import RequestNewEmail
from modules.users.who_am_i.handler import WhoAmI
from souk.testing import Stage
from tests.users.people import BOB, EMAIL, PASSWORD, registered, token_in_mail

NEW = "ann.day@example.com"
PATH = "/api/users/me/email/confirm"


async def link_to(stage: Stage, ann, email: str = NEW) -> str:
    await stage.do(RequestNewEmail(email=email, current_password=PASSWORD), ann)
    return await token_in_mail(stage, "users.change_email")


async def test_signs_in_with_the_new_address_from_then_on(stage: Stage):
    ann = await registered(stage)
    token = await link_to(stage, ann)
    async with stage.client() as client:
        answer = await client.post(PATH, json={"token": token, "password": PASSWORD})
    assert answer.status_code == 204
    me = await stage.ask(WhoAmI(), ann)
    assert (me.email, me.email_verified) == (NEW, True)
    await stage.do(LogIn(email=NEW, password=PASSWORD))
    assert len(await stage.published(EmailChanged)) == len(await stage.published(EmailVerified)) == 1
    await registered(stage, Register(email=EMAIL, password=PASSWORD, first_name="B", last_name="C"))


async def test_the_old_address_is_told_and_then_forgotten(stage: Stage):
    ann = await registered(stage)
    await stage.do(ConfirmNewEmail(token=await link_to(stage, ann), password=PASSWORD))
    await stage.work()
    told = """
        SELECT recipient, guest_email FROM users.kept_mail JOIN users.notification USING (id)
        WHERE template = 'users.email_changed'
    """
    assert [tuple(row.values()) for row in await stage.rows(told)] == [(EMAIL, None)]


async def test_needs_the_password_beside_the_link(stage: Stage):
    ann = await registered(stage)
    token = await link_to(stage, ann)
    await stage.scenario.do(ConfirmNewEmail(token=token, password="wrong")).then_refused(WrongPassword)
    assert (await stage.ask(WhoAmI(), ann)).email == EMAIL


async def test_the_link_works_once_and_for_a_day_and_is_no_other_link(stage: Stage):
    ann = await registered(stage)
    other = await token_in_mail(stage)
    await stage.scenario.do(ConfirmNewEmail(token=other, password=PASSWORD)).then_refused(LinkSpent)
    token = await link_to(stage, ann)
    stage.clock.advance(hours=24)
    await stage.scenario.do(ConfirmNewEmail(token=token, password=PASSWORD)).then_refused(LinkSpent)
    token = await link_to(stage, ann)
    await stage.do(ConfirmNewEmail(token=token, password=PASSWORD))
    await stage.scenario.do(ConfirmNewEmail(token=token, password=PASSWORD)).then_refused(LinkSpent)


async def test_of_two_who_take_one_address_at_once_one_is_refused(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    mine = await link_to(stage, ann)
    await stage.do(RequestNewEmail(email=NEW, current_password=BOB.password), bob)
    theirs = await token_in_mail(stage, "users.change_email")
    outcomes = await asyncio.gather(
        stage.do(ConfirmNewEmail(token=mine, password=PASSWORD)),
        stage.do(ConfirmNewEmail(token=theirs, password=BOB.password)),
        return_exceptions=True,
    )
    assert sorted(type(outcome).__name__ for outcome in outcomes) == [EmailTaken.__name__, "NoneType"]
