"""What a password costs, whoever asks."""

import pytest

from modules.users.password_hashing import Argon2Passwords
from modules.users.settings import MEMORY_KIB, PASSES, PasswordSettings


@pytest.mark.security(4)
def test_nobodys_password_costs_what_everybody_elses_does():
    for memory_kib, passes in ((MEMORY_KIB, PASSES), (64, 3)):
        passwords = Argon2Passwords(memory_kib=memory_kib, passes=passes)
        assert not passwords.is_outdated(passwords.nobodys)


async def test_nobody_has_no_password():
    passwords = Argon2Passwords(memory_kib=64, passes=1)
    assert not await passwords.matches("", None)
    assert passwords.done == 1


@pytest.mark.security(1)
async def test_a_password_of_before_is_known_and_to_be_hashed_anew():
    before, now = (Argon2Passwords(memory_kib=size, passes=1) for size in (64, 128))
    stored = await before.hash("correct horse")
    assert await now.matches("correct horse", stored)
    assert now.is_outdated(stored)


@pytest.mark.security(1)
def test_production_refuses_what_is_cheap_to_guess():
    assert PasswordSettings().unsafe() == []
    assert PasswordSettings(memory_kib=39_000, passes=1).unsafe() == []
    assert len(PasswordSettings(memory_kib=8).unsafe()) == 1
