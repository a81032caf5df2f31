"""Asking for all that the shop knows."""

import pytest

from souk.kernel import NotFound
from souk.messages import ExportPerson
from souk.testing import Stage
from tests.users.address_book import written
from tests.users.people import BOB, registered, signed_in


async def test_hands_out_everything_of_the_person_and_nothing_secret(stage: Stage):
    ann = await registered(stage)
    await registered(stage, BOB)
    granted = await signed_in(stage)
    await written(stage, ann, street="5 Hidden Lane")
    await stage.work()
    async with stage.client(ann) as client:
        answer = await client.get("/api/users/me/export")
    users = answer.json()["users"]
    assert users["account"]["email"] == "ann@example.com"
    assert users["addresses"][0]["street"] == "5 Hidden Lane"
    assert len(users["sessions"]) == 1
    assert [each["template"] for each in users["notifications"]] == ["users.verify_email"]
    assert answer.headers["content-disposition"].startswith("attachment")
    for secret in ("argon2", granted.refresh_token, "digest", "bob@example.com"):
        assert secret not in answer.text


async def test_nobody_else_gets_it_from_any_module(stage: Stage):
    ann, bob = await registered(stage), await registered(stage, BOB)
    assert ann.id is not None
    with pytest.raises(NotFound):
        await stage.ask(ExportPerson(module="users", person_id=ann.id), bob)
