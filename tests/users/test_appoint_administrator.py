"""Appointing an administrator from the command line."""

import msgspec
import pytest

from modules.users.contracts.commands import AppointAdministrator
from modules.users.log_in.handler import LogIn
from modules.users.register.handler import Register
from souk.messages import SYSTEM, LacksCapability
from souk.testing import Stage, customer

BOSS = AppointAdministrator(email="boss@example.com", password="correct horse")


async def test_opens_an_account_that_may_do_everything(stage: Stage):
    await stage.do(BOSS, SYSTEM)
    await stage.do(LogIn(email="boss@example.com", password="correct horse"))
    assert [row["roles"] for row in await stage.rows("SELECT roles FROM users.account")] == [
        ["customer", "administrator"]
    ]


async def test_a_known_account_keeps_its_id_and_its_password(stage: Stage):
    known = await stage.do(
        Register(email="boss@example.com", password="battery staple", first_name="Ann", last_name="Lee")
    )
    appointed = await stage.do(BOSS, SYSTEM)
    await stage.do(LogIn(email="boss@example.com", password="battery staple"))
    assert appointed == known.id


async def test_nobody_appoints_themselves(stage: Stage):
    with pytest.raises(LacksCapability):
        await stage.do(BOSS, customer())


@pytest.mark.parametrize("password", ["x" * 7, "x" * 129])
async def test_asks_as_much_of_the_password_as_registering_does(stage: Stage, password: str):
    with pytest.raises(msgspec.ValidationError):
        await stage.do(AppointAdministrator(email="boss@example.com", password=password), SYSTEM)
    with pytest.raises(msgspec.ValidationError):
        await stage.do(Register(email="ann@example.com", password=password, first_name="A", last_name="L"))
