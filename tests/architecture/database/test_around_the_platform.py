"""A module reaches events, deliveries and jobs through the platform's functions only, and as itself."""

import pytest

from souk.database.addresses import DISPATCHER

TOUCH = (
    "SELECT 1 FROM {table}",
    "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE {table} SET {column} = NULL",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
)
MESSAGE = """jsonb_build_array(jsonb_build_object(
    'id', gen_random_uuid(), 'type', '{module}.done.v1', 'unique_key', '', 'delay_seconds', 0,
    'key', '', 'payload', '{{}}'::jsonb, 'arguments', '{{}}'::jsonb
))"""
PUBLISH = f"SELECT souk.write_outbox({MESSAGE}, '[]', '{{{{}}}}')"
ENQUEUE = f"SELECT souk.write_outbox('[]', {MESSAGE}, '{{{{}}}}')"
TAKE = "SELECT souk.take_delivery('s', %s)"


def test_no_module_touches_the_platforms_tables(walls):
    statements = [touch.format(**table) for table in walls.tables("souk") for touch in TOUCH]
    assert statements
    for role in walls.roles.values():
        assert walls.allowed(role, *statements) == []


@pytest.mark.parametrize("write", [PUBLISH, ENQUEUE])
def test_a_module_speaks_in_its_own_name(walls, write):
    for module, role in walls.roles.items():
        walls.run(role, write.format(module=module))


@pytest.mark.parametrize("write", [PUBLISH, ENQUEUE])
def test_no_module_speaks_in_anothers_name(walls, write):
    for module, other in walls.pairs:
        assert walls.allowed(walls.roles[module], write.format(module=other)) == []


def test_no_module_takes_anothers_delivery(walls):
    for module, other in walls.pairs:
        position = delivery_of(walls, other)
        assert walls.run(walls.roles[module], TAKE, position) == [(False,)]
        assert walls.run(walls.roles[other], TAKE, position) == [(True,)]


def test_no_module_becomes_the_dispatcher(walls):
    for role in walls.roles.values():
        assert walls.allowed(role, f"SET ROLE {DISPATCHER}", f"SET SESSION AUTHORIZATION {DISPATCHER}") == []


def test_the_dispatcher_touches_no_modules_table(walls):
    for module in walls.roles:
        statements = [touch.format(**table) for table in walls.tables(module) for touch in TOUCH]
        assert walls.allowed(DISPATCHER, *statements) == []


def test_the_dispatcher_reads_events_and_changes_none(walls):
    assert walls.allowed(DISPATCHER, "SELECT payload FROM souk.event")
    assert walls.allowed(DISPATCHER, "UPDATE souk.event SET payload = '{}'", "DELETE FROM souk.event") == []


def test_the_dispatcher_publishes_nothing(walls):
    assert walls.allowed(DISPATCHER, *(PUBLISH.format(module=module) for module in walls.roles)) == []


def delivery_of(walls, module: str) -> object:
    [(position,)] = walls.owner(
        "INSERT INTO souk.event (id, type, module, key, payload, context)"
        " VALUES (gen_random_uuid(), 't', 'm', '', '{}', '{}') RETURNING position"
    )
    delivery = "INSERT INTO souk.delivery (subscriber, position, module, key) VALUES ('s', %s, %s, '')"
    walls.owner(delivery, position, module)
    return position
