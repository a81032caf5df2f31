"""The walls between the shop, the modules and the platform: each stops what it is for."""

FLOORS = "The shop assembles modules, modules use the platform, never back"
DOORS = "A module is entered only through its contracts"
ARROWS = "Modules depend downwards only"
CIRCLES = "Nothing goes round in circles"
TEST_KIT = "The test kit stays in the tests"
SLICES = "Slices do not know each other"
LIBRARIES = "A slice needs two libraries: msgspec and SQLAlchemy"


def test_the_platform_knows_no_module(tree):
    tree.refuses("souk.runtime", "import modules.gifts", FLOORS, DOORS)


def test_the_platform_knows_not_even_a_contract(tree):
    tree.refuses("souk.runtime", "from modules.users.contracts.events import UserRegistered", FLOORS, DOORS)


def test_a_module_does_not_know_the_shop(tree):
    tree.refuses("modules.gifts.paper_machine", "import shop", FLOORS)


def test_another_modules_tables_are_out_of_reach(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "from modules.users.tables import accounts", DOORS)


def test_another_modules_domain_is_out_of_reach(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "from modules.users.domain.account import Account", DOORS)


def test_another_modules_slices_are_out_of_reach(tree):
    source = "from modules.users.register.handler import Register"
    tree.refuses("modules.gifts.wrap_gift.handler", source, DOORS, SLICES)


def test_another_module_is_out_of_reach_as_a_whole(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "from modules import users", DOORS)


def test_even_the_wiring_reaches_no_other_module(tree):
    tree.refuses("modules.gifts.module", "from modules.users.module import module", DOORS)


def test_an_import_inside_a_function_is_an_import(tree):
    source = """
        def wrap():
            from modules.users.tables import accounts
    """
    tree.refuses("modules.gifts.wrap_gift.handler", source, DOORS)


def test_an_import_for_the_type_checker_is_an_import(tree):
    source = """
        from typing import TYPE_CHECKING
        if TYPE_CHECKING:
            from modules.users.domain.account import Account
    """
    tree.refuses("modules.gifts.wrap_gift.handler", source, DOORS)


def test_only_one_file_of_the_shop_mounts_modules(tree):
    tree.refuses("shop.web", "import modules.gifts.module as gifts", DOORS)


def test_the_shop_reaches_into_no_module(tree):
    tree.refuses("shop.mounted", "from modules.gifts.tables import metadata", DOORS)


def test_users_hear_nothing_of_orders(tree):
    tree.add("modules.orders.contracts.events")
    source = "from modules.orders.contracts.events import OrderPlaced"
    tree.refuses("modules.users.greet_buyer.subscriber", source, ARROWS)


def test_payments_hear_nothing_of_orders(tree):
    tree.add("modules.orders.contracts.events")
    source = "from modules.orders.contracts.events import OrderPlaced"
    tree.refuses("modules.payments.charge_buyer.subscriber", source, ARROWS)


def test_orders_hear_nothing_of_the_cart(tree):
    tree.add("modules.cart.contracts.events")
    source = "from modules.cart.contracts.events import CartFilled"
    tree.refuses("modules.orders.count_carts.subscriber", source, ARROWS)


def test_catalog_and_payments_do_not_know_each_other(tree):
    tree.add("modules.payments.contracts.events")
    source = "from modules.payments.contracts.events import PaymentCaptured"
    tree.refuses("modules.catalog.thank_buyer.subscriber", source, ARROWS)


def test_all_arrows_downwards_are_open(tree):
    for name in ("orders", "catalog", "payments"):
        tree.add(f"modules.{name}.contracts.some_values")
    tree.add("modules.cart.peek_down.handler", "from modules.orders.contracts import some_values")
    tree.add("modules.orders.peek_down.handler", "from modules.catalog.contracts import some_values")
    tree.add("modules.orders.peek_down.handler", "from modules.payments.contracts import some_values")
    tree.add("modules.catalog.peek_down.handler", "from modules.users.contracts import events")
    assert tree.broken_walls() == set()


def test_two_modules_never_need_each_other_listed_or_not(tree):
    source = "from modules.gifts.contracts.queries import WhatIsWrapped"
    tree.refuses("modules.users.register.handler", source, CIRCLES)


def test_two_files_never_need_each_other(tree):
    tree.add("modules.users.domain.roles", "from modules.users.domain.account import Account")
    assert tree.broken_walls() == {CIRCLES}


def test_a_module_never_uses_the_test_kit(tree):
    tree.refuses("modules.gifts.paper_machine", "import souk.testing", TEST_KIT)


def test_the_shop_never_uses_a_tool_of_tests(tree):
    tree.refuses("shop.web", "import pytest", TEST_KIT)
