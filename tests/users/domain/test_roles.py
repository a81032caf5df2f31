"""What roles are worth."""

from modules.users.domain.roles import Role, capabilities_of

DECLARED = ["catalog:edit", "orders:refund"]


def test_an_administrator_may_do_everything_that_modules_declare():
    assert capabilities_of([Role.CUSTOMER, Role.ADMINISTRATOR], DECLARED) == frozenset(DECLARED)


def test_a_customer_may_do_nothing_beyond_what_everybody_may():
    assert capabilities_of([Role.CUSTOMER], DECLARED) == frozenset()


def test_without_a_role_there_is_nothing_either():
    assert capabilities_of([], DECLARED) == frozenset()
