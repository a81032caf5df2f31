"""Signing with a new key."""

import jwt
import pytest

from modules.users.contracts.commands import RotateSigningKey
from modules.users.rotate_signing_key.job import RenewSigningKey
from souk.messages import SYSTEM, LacksCapability
from souk.testing import Stage, customer
from tests.users.people import bearer, registered, signed_in

ME = "/api/users/me"


async def keys(stage: Stage) -> list[str]:
    return [row["id"] for row in await stage.rows("SELECT id FROM users.signing_key ORDER BY signs_from")]


async def test_new_tokens_bear_the_new_key_and_old_ones_stay_good_until_they_run_out(stage: Stage):
    await registered(stage)
    old = await signed_in(stage)
    new_key = await stage.do(RotateSigningKey(), SYSTEM)
    stage.clock.advance(seconds=5)
    new = await signed_in(stage)
    async with stage.client() as client:
        stage.clock.advance(minutes=14)
        assert (await client.get(ME, headers=bearer(old))).status_code == 200
        assert (await client.get(ME, headers=bearer(new))).status_code == 200
        stage.clock.advance(minutes=1)
        assert (await client.get(ME, headers=bearer(old))).status_code == 401
    assert jwt.get_unverified_header(new.access_token)["kid"] == new_key
    assert jwt.get_unverified_header(old.access_token)["kid"] != new_key


async def test_every_process_hears_of_a_key_before_it_signs(stage: Stage):
    await registered(stage)
    old = await signed_in(stage)
    await stage.do(RotateSigningKey(), SYSTEM)
    again = await signed_in(stage)
    kids = [jwt.get_unverified_header(each.access_token)["kid"] for each in (old, again)]
    assert kids[0] == kids[1]


async def test_a_key_is_forgotten_once_no_token_of_it_is_left(stage: Stage):
    await registered(stage)
    await signed_in(stage)
    first = (await keys(stage))[0]
    await stage.do(RotateSigningKey(), SYSTEM)
    assert first in await keys(stage)
    stage.clock.advance(minutes=21)
    await stage.do(RotateSigningKey(), SYSTEM)
    assert first not in await keys(stage)


async def test_it_is_done_by_schedule(stage: Stage):
    schedule = stage.registry.schedules["users.renew_signing_key"][1]
    assert (schedule.job, schedule.cron) == (RenewSigningKey(), "0 3 1 * *")


async def test_nobody_rotates_without_the_capability(stage: Stage):
    with pytest.raises(LacksCapability):
        await stage.do(RotateSigningKey(), customer())
