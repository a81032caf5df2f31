"""An account by itself."""

from datetime import UTC, datetime
from uuid import UUID

import pytest

from modules.users.domain.account import Account, folded
from modules.users.domain.roles import Role

NOON = datetime(2026, 1, 1, 12, tzinfo=UTC)


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
