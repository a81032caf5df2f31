"""What is a weak password."""

import pytest

from modules.users.domain.passwords import WeakPassword, WrongPassword, is_weak

NAMES = ("ann.lee@example.com", "Ann", "Lee")
COMMON = frozenset({"password123"})


@pytest.mark.parametrize(
    "password",
    [
        "Password123",
        "ann-lee!!",
        "AnnLee1234",
        "ann.lee@example.com",
        "example.com",
        "souk-souk-1",
        "Souk1234",
    ],
)
@pytest.mark.security(3)
def test_is_common_or_the_shops_own_word_or_little_more_than_a_name(password: str):
    assert is_weak(password, COMMON, NAMES)


@pytest.mark.parametrize(
    "password", ["correct horse", "annapurna mountain", "leeward harbour", "ann likes tea"]
)
@pytest.mark.security(3)
def test_is_not_what_merely_holds_a_name(password: str):
    assert not is_weak(password, COMMON, NAMES)


def test_a_refusal_does_not_repeat_the_password():
    assert "easily guessed" in WeakPassword().detail
    assert (WeakPassword.status, WrongPassword.status) == (422, 403)
    assert WrongPassword().data == WeakPassword().data == {}
