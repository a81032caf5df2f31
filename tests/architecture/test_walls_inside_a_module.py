"""The walls inside a module: each stops what it is for."""

CIRCLES = "Nothing goes round in circles"
CONTRACTS = "Contracts carry values only"
DOMAIN = "The domain is pure"
AT_REST = "The domain neither waits, nor reads, nor runs anything"
SLICES = "Slices do not know each other"
TABLES = "Tables know columns and the aggregates that they hold"
PERMISSIONS = "Permissions are declarations"
HTTP = "Only endpoints know HTTP"
NO_SQL = "Endpoints hold no SQL"
LIBRARIES = "A slice needs two libraries: msgspec and SQLAlchemy"
ENGINES = "Only the platform touches the engines"
PLATFORM_DOORS = "Modules use what the platform offers, not how it works"


def test_contracts_know_nothing_of_their_modules_tables(tree):
    tree.refuses("modules.gifts.contracts.queries", "from modules.gifts.tables import gifts", CONTRACTS)


def test_contracts_know_nothing_of_their_modules_domain(tree):
    source = "from modules.gifts.domain.wrapping import Wrapping"
    tree.refuses("modules.gifts.contracts.queries", source, CONTRACTS)


def test_contracts_know_nothing_of_other_contracts(tree):
    source = "from modules.users.contracts.events import UserRegistered"
    tree.refuses("modules.gifts.contracts.queries", source, CONTRACTS)


def test_contracts_hold_no_sql(tree):
    tree.refuses("modules.gifts.contracts.queries", "import sqlalchemy", CONTRACTS)


def test_contracts_take_no_library_that_nobody_thought_of(tree):
    tree.refuses("modules.gifts.contracts.queries", "import newest_framework", CONTRACTS, LIBRARIES)


def test_the_domain_knows_no_tables(tree):
    source = "from modules.gifts.tables import gifts"
    tree.refuses("modules.gifts.domain.wrapping", source, DOMAIN, CIRCLES)


def test_the_domain_knows_no_messages(tree):
    source = "from modules.gifts.contracts.queries import WhatIsWrapped"
    tree.refuses("modules.gifts.domain.wrapping", source, DOMAIN)


def test_the_domain_knows_no_sql(tree):
    tree.refuses("modules.gifts.domain.wrapping", "import sqlalchemy", DOMAIN)


def test_the_domain_knows_nothing_of_the_platform_but_its_kernel(tree):
    tree.refuses("modules.gifts.domain.wrapping", "from souk.database import Transaction", DOMAIN)


def test_the_domain_takes_no_library_that_nobody_thought_of(tree):
    tree.refuses("modules.gifts.domain.wrapping", "import newest_framework", DOMAIN, LIBRARIES)


def test_the_domain_does_not_wait(tree):
    tree.refuses("modules.gifts.domain.wrapping", "import asyncio", AT_REST)


def test_the_domain_does_not_go_out(tree):
    tree.refuses("modules.gifts.domain.wrapping", "import urllib.request", AT_REST)


def test_a_use_case_knows_no_other(tree):
    source = "from modules.gifts.tie_ribbon.subscriber import tie_ribbon"
    tree.refuses("modules.gifts.wrap_gift.handler", source, SLICES)


def test_an_endpoint_knows_its_own_slice_only(tree):
    source = "from modules.gifts.tie_ribbon.subscriber import tie_ribbon"
    tree.refuses("modules.gifts.wrap_gift.endpoint", source, SLICES)


def test_a_slice_is_given_its_adapters_by_the_wiring(tree):
    source = "from modules.gifts.paper_machine import PaperMachine"
    tree.refuses("modules.gifts.wrap_gift.handler", source, SLICES)


def test_an_adapter_knows_no_slice(tree):
    source = "from modules.gifts.wrap_gift.handler import WrapGift"
    tree.refuses("modules.gifts.paper_machine", source, SLICES)


def test_nothing_in_a_module_knows_its_wiring(tree):
    source = "from modules.gifts.module import module"
    tree.refuses("modules.gifts.wrap_gift.handler", source, SLICES, CIRCLES)


def test_tables_know_no_messages(tree):
    source = "from modules.gifts.contracts.queries import WhatIsWrapped"
    tree.refuses("modules.gifts.tables", source, TABLES)


def test_tables_know_no_slice(tree):
    source = "from modules.gifts.wrap_gift.handler import WrapGift"
    tree.refuses("modules.gifts.tables", source, TABLES, SLICES, CIRCLES)


def test_permissions_look_nothing_up(tree):
    tree.refuses("modules.gifts.permissions", "from modules.gifts.tables import gifts", PERMISSIONS)


def test_a_handler_knows_no_http(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "from souk.http import post", HTTP)


def test_a_handler_reaches_others_through_its_transaction(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "from souk.bus import Bus", HTTP)


def test_a_subscriber_knows_no_http(tree):
    tree.refuses("modules.gifts.tie_ribbon.subscriber", "from souk.http.problems import problem", HTTP)


def test_a_handler_knows_no_litestar(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "import litestar", HTTP, LIBRARIES, ENGINES)


def test_an_endpoint_writes_no_sql(tree):
    tree.refuses("modules.gifts.wrap_gift.endpoint", "from sqlalchemy import select", NO_SQL)


def test_an_endpoint_knows_no_tables(tree):
    tree.refuses("modules.gifts.wrap_gift.endpoint", "from modules.gifts.tables import gifts", NO_SQL)


def test_an_endpoint_opens_no_transaction(tree):
    tree.refuses("modules.gifts.wrap_gift.endpoint", "from souk.database import Transaction", NO_SQL)


def test_a_slice_takes_no_library_of_its_own(tree):
    tree.refuses("modules.gifts.wrap_gift.handler", "import httpx", LIBRARIES)


def test_a_module_runs_no_jobs_behind_the_platforms_back(tree):
    tree.refuses("modules.gifts.paper_machine", "import dramatiq", ENGINES)


def test_a_module_keeps_nothing_in_valkey_behind_the_platforms_back(tree):
    tree.refuses("modules.gifts.paper_machine", "import redis", ENGINES)


def test_a_module_does_not_use_the_machinery_of_the_platform(tree):
    source = "from souk.pipeline import Switchboard"
    tree.refuses("modules.gifts.paper_machine", source, PLATFORM_DOORS)


def test_what_endpoints_have_in_common_is_for_endpoints_alone(tree):
    tree.add("modules.gifts.edge", "from souk.http import Shown")
    tree.add("modules.gifts.wrap_gift.endpoint", "from modules.gifts.edge import GiftShown")
    tree.refuses("modules.gifts.wrap_gift.handler", "from modules.gifts.edge import GiftShown", SLICES)
