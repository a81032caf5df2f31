"""What roles are worth."""

from uuid import UUID

import pytest

from modules.users.domain.roles import CustomRole, MoreThanYouHold, Role, capabilities_of, check_grant

DECLARED = ["catalog:edit", "orders:refund", "payments:capture", "payments:see-payments", "users:see-people"]


def test_an_administrator_may_do_everything_that_modules_declare():
    assert capabilities_of([Role.CUSTOMER, Role.ADMINISTRATOR], DECLARED) == frozenset(DECLARED)


def test_a_customer_may_do_nothing_beyond_what_everybody_may():
    assert capabilities_of([Role.CUSTOMER], DECLARED) == frozenset()


def test_without_a_role_there_is_nothing_either():
    assert capabilities_of([], DECLARED) == frozenset()


@pytest.mark.parametrize(
    ("role", "may"),
    [
        (Role.CATALOGUE_MANAGER, {"catalog:edit"}),
        (Role.FINANCE, {"orders:refund", "payments:capture", "payments:see-payments", "users:see-people"}),
        (Role.SUPPORT, {"orders:refund", "payments:see-payments", "users:see-people"}),
    ],
)
def test_the_other_roles_follow_from_what_is_declared(role: Role, may: set[str]):
    assert capabilities_of([role], DECLARED) == may


def test_a_role_of_the_shops_own_holds_what_it_lists_and_what_is_still_declared():
    custom = {"night-shift": ["orders:refund", "gone:long-ago"]}
    assert capabilities_of(["night-shift"], DECLARED, custom) == {"orders:refund"}


def test_a_role_that_is_not_held_gives_nothing():
    assert capabilities_of(["customer"], DECLARED, {"night-shift": ["orders:refund"]}) == frozenset()


def test_nobody_grants_what_they_do_not_hold():
    check_grant(["a"], {"a", "b"}.__contains__)
    with pytest.raises(MoreThanYouHold) as refused:
        check_grant(["a", "c"], {"a", "b"}.__contains__)
    assert refused.value.data == {"capabilities": ["c"]}


def test_a_role_of_the_shops_own_holds_each_capability_once_and_in_order():
    role = CustomRole(id=UUID(int=1), name="night-shift", capabilities=[])
    role.change(["orders:see", "orders:refund", "orders:see"])
    assert (role.capabilities, role.version) == (["orders:refund", "orders:see"], 2)
