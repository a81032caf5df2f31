"""The shop's secret was changed, perhaps since somebody knew it: what they can sign is worth nothing."""

import jwt
import pytest

from modules.users.contracts.commands import RotateSigningKey
from modules.users.domain.tokens import Claims
from modules.users.tokens import AccessTokens
from souk.kernel import new_id
from souk.messages import SYSTEM
from souk.testing import Stage
from tests.users.people import bearer, registered, signed_in

ME = "/api/users/me"
KEYS = "INSERT INTO users.signing_key VALUES (:id, :public, :signs_from) RETURNING id"


async def with_a_key_of_before(stage: Stage) -> str:
    """Leave the key of a secret that is known to somebody else, and return a token signed with it."""
    before = AccessTokens("what the secret was before it was changed", stage.clock)
    key = before.new_key("before", stage.clock.now())
    await stage.rows(KEYS, id=key.id, public=key.public, signs_from=key.signs_from)
    ann = await registered(stage)
    assert ann.id is not None
    everything = frozenset({"users:see-people"})
    claims = Claims(account_id=ann.id, session_id=new_id(), authority=1, capabilities=everything)
    return before.issue(claims, [key])


@pytest.mark.security(8)
async def test_a_token_that_the_old_secret_signed_is_worth_nothing(stage: Stage):
    forged = await with_a_key_of_before(stage)
    async with stage.client() as client:
        answer = await client.get(ME, headers={"authorization": f"Bearer {forged}"})
    assert (answer.status_code, answer.json()["code"]) == (401, "unauthenticated")


async def test_who_signs_in_gets_a_token_of_a_new_key_and_is_known_by_it(stage: Stage):
    await with_a_key_of_before(stage)
    granted = await signed_in(stage)
    async with stage.client() as client:
        assert (await client.get(ME, headers=bearer(granted))).status_code == 200
        shown = (await client.get("/.well-known/jwks.json")).json()["keys"]
    assert [key["kid"] for key in shown] == [jwt.get_unverified_header(granted.access_token)["kid"]]


async def test_who_was_signed_in_stays_so_by_the_next_refresh(stage: Stage):
    await registered(stage)
    granted = await signed_in(stage)
    await stage.owner("UPDATE users.signing_key SET public = decode(repeat('00', 32), 'hex')")
    async with stage.client() as client:
        again = await client.post(
            "/api/users/refresh", headers={"cookie": f"souk_refresh={granted.refresh_token}"}
        )
        headers = {"authorization": f"Bearer {again.json()['accessToken']}"}
        assert (await client.get(ME, headers=headers)).status_code == 200
        assert (await client.get(ME, headers=bearer(granted))).status_code == 401


async def test_the_next_rotation_forgets_the_old_secrets_keys(stage: Stage):
    await with_a_key_of_before(stage)
    await signed_in(stage)
    await stage.do(RotateSigningKey(), SYSTEM)
    assert await stage.rows("SELECT 1 FROM users.signing_key WHERE id = 'before'") == []
