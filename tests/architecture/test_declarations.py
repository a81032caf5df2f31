"""What the modules declare fits together, and nothing is left out."""

import pkgutil
import re

import pytest
import sqlalchemy

import modules
from souk.http import get
from souk.http.routes import Endpoint
from souk.messages import Command, Event, Job, Message, Query
from souk.modules import Registry
from souk.outbox.safe_types import personal_fields

WIRE_NAME = re.compile(r"[a-z]+\.[a-z0-9]+(_[a-z0-9]+)*\.v[1-9][0-9]*")
CAPABILITY = re.compile(r"[a-z]+:[a-z]+(-[a-z]+)*")

CHANGED_BY_STRANGERS = {
    "POST /api/users/register",
    "POST /api/users/login",
    "POST /api/payments/sandbox/{payment_id}",  # plays the bank's page, for whoever knows the payment's id
    "POST /api/users/refresh",
    "POST /api/users/logout",
    "POST /api/users/verify-email",
    "POST /api/users/verify-email/resend",
    "POST /api/users/password-reset",
    "POST /api/users/password-reset/confirm",
    "POST /api/users/me/email/confirm",  # only with the link that was mailed, and the password
    "DELETE /api/cart",  # a guest's own, by the token that nobody else has; so are all of these
    "POST /api/cart/items",
    "PATCH /api/cart/items/{id}",
    "DELETE /api/cart/items/{id}",
    "PUT /api/cart/coupon",
    "DELETE /api/cart/coupon",
    "POST /api/cart/checkout",
    "POST /api/orders",  # guests order too
    "POST /api/orders/lookup",  # a code goes to the address of the order, so often an hour
    "POST /api/orders/lookup/confirm",  # five tries for each code
    "POST /api/orders/quote",
    "POST /api/orders/{id}/cancel",  # a guest's own order, by the token that came with it
    "POST /api/orders/{id}/pay",
    "POST /api/orders/{id}/returns",
    "POST /api/payments/webhooks/{provider}",  # only with the provider's signature
}
"""What changes something for people who have not signed in. Think of robots before you add to it."""


@pytest.fixture(scope="session")
def messages(structs) -> list[type[Message]]:
    return [kind for kind in structs if issubclass(kind, Message)]


@pytest.fixture(scope="session")
def routes(registry: Registry) -> list[Endpoint]:
    return [route for module in registry.modules.values() for route in module.routes]


@pytest.fixture(scope="session")
def aggregates(code) -> list[type]:
    kinds = [kind for file in code for kind in vars(file).values() if isinstance(kind, type)]
    return [kind for kind in kinds if sqlalchemy.inspect(kind, raiseerr=False) is not None]


def home(kind: type) -> str:
    return kind.__module__.split(".")[1]


def test_every_module_is_mounted_under_its_own_name(registry: Registry):
    assert set(registry.names) == {info.name for info in pkgutil.iter_modules(modules.__path__)}


def test_every_question_and_order_has_a_handler_in_its_own_module(registry: Registry, messages):
    asked = [kind for kind in messages if issubclass(kind, Query | Command) and not issubclass(kind, Job)]
    theirs = [(kind, module.name) for kind, (module, _) in registry.handlings.items()]
    handled = {kind: name for kind, name in theirs if name in registry.modules}
    assert handled == {kind: home(kind) for kind in asked}


def test_every_job_is_done_by_its_own_module(registry: Registry, messages):
    theirs = [(doing.job, module.name) for module, doing in registry.jobs.values()]
    done = {kind: name for kind, name in theirs if name in registry.modules}
    assert done == {kind: home(kind) for kind in messages if issubclass(kind, Job)}


def test_every_event_is_announced_by_its_own_module(registry: Registry, messages):
    announced = {event: module.name for module in registry.modules.values() for event in module.events}
    assert announced == {kind: home(kind) for kind in messages if issubclass(kind, Event)}


def test_every_event_is_a_contract(messages):
    events = [kind for kind in messages if issubclass(kind, Event)]
    assert [kind for kind in events if ".contracts." not in kind.__module__] == []


def test_every_message_that_others_know_has_a_name_with_a_version(messages):
    known = [kind for kind in messages if ".contracts." in kind.__module__ or issubclass(kind, Job)]
    assert [kind for kind in known if not WIRE_NAME.fullmatch(kind.wire)] == []


def test_every_wire_name_begins_with_its_module(messages):
    assert [k for k in messages if k.wire and k.wire.partition(".")[0] != home(k)] == []


def test_what_orders_events_is_one_of_their_fields(registry: Registry):
    events = registry.events.values()
    assert [kind for kind in events if kind.key_field not in {"", *kind.__struct_fields__}] == []


@pytest.mark.security(45)
def test_events_and_jobs_carry_no_personal_data(registry: Registry):
    lasting = [*registry.events.values(), *(doing.job for _, doing in registry.jobs.values())]
    assert [kind for kind in lasting if personal_fields(kind)] == []


def test_a_module_keeps_its_tables_in_its_own_schema(registry: Registry):
    for name, module in registry.modules.items():
        assert {table.schema for table in module.tables.tables.values()} == {name}


def test_no_foreign_key_leaves_its_schema(registry: Registry):
    tables = [table for module in registry.modules.values() for table in module.tables.tables.values()]
    keys = [(table, key.target_fullname) for table in tables for key in table.foreign_keys]
    assert [str(table) for table, target in keys if not target.startswith(f"{table.schema}.")] == []


def test_no_aggregate_loads_anything_behind_ones_back(aggregates):
    links = [link for kind in aggregates for link in sqlalchemy.inspect(kind).relationships]
    assert [str(link) for link in links if link.lazy not in {"raise", "raise_on_sql"}] == []


@pytest.mark.security(19)
def test_no_route_can_be_declared_without_a_policy():
    with pytest.raises(TypeError, match="policy"):
        get("/api/toys")  # pyright: ignore[reportCallIssue]


@pytest.mark.security(19)
def test_strangers_change_nothing_but_what_is_listed_here(routes):
    changing = [route for route in routes if route.method != "GET" and not route.policy.signed_in]
    assert {f"{route.method} {route.path}" for route in changing} == CHANGED_BY_STRANGERS


def test_every_route_of_the_staff_asks_for_a_capability(routes):
    staff = [route for route in routes if route.path.startswith("/api/admin/")]
    assert [route.path for route in staff if not route.policy.capability] == []


def test_every_capability_is_declared_once_and_named_after_its_module(registry: Registry):
    declared = [(module.name, c.name) for module in registry.modules.values() for c in module.permissions]
    assert [name for _, name in declared if not CAPABILITY.fullmatch(name)] == []
    assert [name for module, name in declared if not name.startswith(f"{module}:")] == []
    assert len({name for _, name in declared}) == len(declared)


def test_every_capability_is_asked_for_somewhere(registry: Registry, routes):
    of_handlers = {handling.capability for _, handling in registry.handlings.values()}
    of_routes = {route.policy.capability for route in routes}
    assert {capability.name for capability in registry.capabilities} - of_handlers - of_routes == set()
