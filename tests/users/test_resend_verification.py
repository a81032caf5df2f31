"""Asking for the verification mail again."""

from modules.users.contracts.events import LinkWanted
from souk.testing import Stage
from tests.users.people import EMAIL, PASSWORD, registered, token_in_mail

PATH = "/api/users/verify-email/resend"


async def links(stage: Stage) -> int:
    return len(await stage.published(LinkWanted))


async def test_mails_another_link_that_works(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        assert (await client.post(PATH, json={})).status_code == 202
        token = await token_in_mail(stage)
        body = {"token": token, "password": PASSWORD}
        assert (await client.post("/api/users/verify-email", json=body)).status_code == 204
    assert await links(stage) == 2


async def test_answers_the_same_whether_there_is_such_an_address_or_not(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        known = await client.post(PATH, json={"email": EMAIL.upper()})
        unknown = await client.post(PATH, json={"email": "nobody@example.com"})
    assert (known.status_code, known.content) == (unknown.status_code, unknown.content) == (202, b"")
    assert await links(stage) == 2


async def test_floods_nobodys_mailbox(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        for _ in range(6):
            await client.post(PATH, json={"email": EMAIL})
    assert await links(stage) == 1 + 3


async def test_mails_nothing_to_who_is_verified(stage: Stage):
    ann = await registered(stage)
    await stage.owner("UPDATE users.account SET email_verified_at = now()")
    async with stage.client(ann) as client:
        assert (await client.post(PATH, json={})).status_code == 202
    assert await links(stage) == 1
