"""An account by itself."""

from datetime import UTC, datetime
from uuid import UUID

import msgspec
import pytest

from modules.users.domain.account import Account, Standing, folded
from modules.users.domain.fields import Email
from modules.users.domain.roles import Role

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)
LATER = datetime(2026, 1, 2, 12, tzinfo=UTC)


def ann() -> Account:
    return Account.opened(
        id=UUID(int=1),
        email=" Ann@Example.com ",
        first_name=" Ann ",
        last_name=" Lee ",
        password_hash="hash",
        at=NOON,
    )


def test_is_opened_as_a_customers_with_trimmed_names_and_a_folded_address():
    account = ann()
    assert (account.email, account.first_name, account.last_name) == ("ann@example.com", "Ann", "Lee")
    assert account.roles == [Role.CUSTOMER]
    assert account.registered_at == NOON


def test_is_appointed_beside_what_it_was_and_once():
    account = ann()
    account.appoint(Role.ADMINISTRATOR)
    account.appoint(Role.ADMINISTRATOR)
    assert account.roles == [Role.CUSTOMER, Role.ADMINISTRATOR]


def test_an_appointment_makes_a_new_list_so_that_the_change_is_noticed():
    account = ann()
    before = account.roles
    account.appoint(Role.ADMINISTRATOR)
    assert account.roles is not before


@pytest.mark.parametrize("spelling", ["ann@example.com", "ANN@EXAMPLE.COM", " Ann@Example.com\n"])
def test_an_address_has_one_spelling(spelling: str):
    assert folded(spelling) == "ann@example.com"


def test_each_change_makes_a_new_version():
    account = ann()
    account.change_profile(first_name=" Anna ", last_name=None, language="de")
    assert (account.first_name, account.last_name, account.language) == ("Anna", "Lee", "de")
    account.change_password("other hash")
    account.change_roles(["support"])
    assert (account.password_hash, account.roles, account.version) == ("other hash", ["support"], 4)


def test_an_address_is_verified_once():
    account = ann()
    assert account.verify_email(NOON)
    assert not account.verify_email(LATER)
    assert (account.email_verified_at, account.version) == (NOON, 2)


def test_a_new_address_is_one_at_which_mail_has_arrived():
    account = ann()
    assert account.change_email(" Ann@Home.example ", LATER) == "ann@example.com"
    assert (account.email, account.email_verified_at) == ("ann@home.example", LATER)


def test_is_closed_and_opened_again_and_each_is_news_once():
    account = ann()
    assert [account.activate(), account.deactivate(), account.deactivate()] == [False, True, False]
    assert not account.is_active
    assert [account.activate(), account.activate()] == [True, False]
    assert (account.is_active, account.version) == (True, 3)


def test_once_erased_nobody_is_left_and_nobody_can_come_back():
    account = ann()
    account.verify_email(NOON)
    account.erase()
    kept = (account.first_name, account.last_name, account.password_hash, account.roles)
    assert kept == ("", "", "", [])
    assert (account.email_verified_at, account.standing) == (None, Standing.ERASED)
    assert account.id == UUID(int=1)
    assert not account.activate()
    assert not account.deactivate()
    assert account.standing is Standing.ERASED


def test_what_stands_for_an_erased_address_is_no_address():
    account = ann()
    account.erase()
    with pytest.raises(msgspec.ValidationError):
        msgspec.convert(account.email, Email)
