"""Changing one's name and language."""

import pytest

from modules.users.who_am_i.handler import WhoAmI
from souk.testing import Stage, customer
from tests.users.people import registered


async def test_changes_what_is_sent_and_nothing_else(stage: Stage):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        answer = await client.patch("/api/users/me", json={"firstName": " Anna ", "language": "de"})
    me = await stage.ask(WhoAmI(), ann)
    assert answer.status_code == 204
    assert (me.first_name, me.last_name, me.language) == ("Anna", "Lee", "de")


@pytest.mark.parametrize("field", ["email", "roles", "id", "emailVerified", "password", "standing"])
@pytest.mark.security(22)
async def test_lets_nobody_change_what_is_not_theirs_to_change(stage: Stage, field: str):
    ann = await registered(stage)
    async with stage.client(ann) as client:
        answer = await client.patch("/api/users/me", json={field: "administrator"})
    assert answer.status_code == 400


async def test_knows_nobody_whose_account_is_gone(stage: Stage):
    async with stage.client(customer()) as client:
        assert (await client.patch("/api/users/me", json={})).status_code == 404
