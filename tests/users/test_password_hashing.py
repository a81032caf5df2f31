"""What a password costs, whoever asks."""

from modules.users.password_hashing import NOBODYS, Argon2Passwords


def test_nobodys_password_costs_what_everybody_elses_does():
    assert not Argon2Passwords().is_outdated(NOBODYS)


async def test_nobody_has_no_password():
    passwords = Argon2Passwords()
    assert not await passwords.matches("", None)
    assert passwords.done == 1
