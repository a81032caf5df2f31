"""Forgetting one's password."""

import pytest

from modules.users.contracts.events import LinkWanted
from souk.testing import Stage
from tests.users.people import EMAIL, registered, token_in_mail

PATH = "/api/users/password-reset"


async def wanted(stage: Stage) -> list[str]:
    return [event.purpose for event in await stage.published(LinkWanted)]


async def test_mails_a_link_to_the_accounts_address(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        assert (await client.post(PATH, json={"email": EMAIL.upper()})).status_code == 202
    assert await token_in_mail(stage, "users.reset_password")


@pytest.mark.security(4)
async def test_says_the_same_of_an_unknown_address_and_mails_nothing(stage: Stage):
    async with stage.client() as client:
        answer = await client.post(PATH, json={"email": "nobody@example.com"})
    assert (answer.status_code, answer.content) == (202, b"")
    assert await wanted(stage) == []


async def test_mails_nothing_to_a_closed_account(stage: Stage):
    await registered(stage)
    await stage.owner("UPDATE users.account SET standing = 'deactivated'")
    async with stage.client() as client:
        assert (await client.post(PATH, json={"email": EMAIL})).status_code == 202
    assert await wanted(stage) == ["verify_email"]


async def test_floods_nobodys_mailbox(stage: Stage):
    await registered(stage)
    async with stage.client() as client:
        for _ in range(6):
            assert (await client.post(PATH, json={"email": EMAIL})).status_code == 202
    assert (await wanted(stage)).count("reset_password") == 3
