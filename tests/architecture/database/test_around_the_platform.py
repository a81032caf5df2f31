"""A module reaches events, deliveries and jobs through the platform's functions only, and as itself."""

import pytest

from souk.database.addresses import DISPATCHER

READ = "SELECT 1 FROM {table}"
TOUCH = (
    READ,
    "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE {table} SET {column} = DEFAULT",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
)
MESSAGE = """jsonb_build_array(jsonb_build_object(
    'id', gen_random_uuid(), 'type', '{module}.done.v1', 'unique_key', '', 'delay_seconds', 0,
    'key', '', 'payload', '{{}}'::jsonb, 'arguments', '{{}}'::jsonb, 'queue', 'default', 'priority', 5,
    'seconds', 60, 'attempts', 5, 'back_off', 5
))"""
PUBLISH = f"SELECT souk.write_outbox({MESSAGE}, '[]', '{{{{}}}}')"
ENQUEUE = f"SELECT souk.write_outbox('[]', {MESSAGE}, '{{{{}}}}')"
WORKER = "01890000-0000-7000-8000-000000000001"
TAKE = f"SELECT souk.take_delivery(%s, 0::smallint, 'k', %s, '{WORKER}', false)"


@pytest.mark.security(47)
def test_no_module_touches_the_platforms_tables(walls):
    statements = [touch.format(**table) for table in walls.tables("souk") for touch in TOUCH]
    assert statements
    for role in walls.roles.values():
        assert walls.allowed(role, *statements) == []


def test_no_module_reads_the_platforms_views(walls):
    statements = [READ.format(table=view) for view in walls.views("souk")]
    for role in walls.roles.values():
        assert walls.allowed(role, *statements) == []


@pytest.mark.parametrize("write", [PUBLISH, ENQUEUE])
def test_a_module_speaks_in_its_own_name(walls, write):
    for module, role in walls.roles.items():
        walls.run(role, write.format(module=module))


@pytest.mark.parametrize("write", [PUBLISH, ENQUEUE])
@pytest.mark.security(47)
def test_no_module_speaks_in_anothers_name(walls, write):
    for module, other in walls.pairs:
        assert walls.allowed(walls.roles[module], write.format(module=other)) == []


def test_only_staffs_actions_are_announced_in_the_platforms_name(walls):
    for role in walls.roles.values():
        walls.run(role, PUBLISH.format(module="souk").replace("souk.done", "souk.staff_acted"))
        assert walls.allowed(role, PUBLISH.format(module="souk"), ENQUEUE.format(module="souk")) == []


def test_no_module_takes_anothers_delivery(walls):
    for module, other in walls.pairs:
        subscriber, position = delivery_for(walls, other)
        assert walls.run(walls.roles[module], TAKE, subscriber, position) == [(False,)]
        assert walls.run(walls.roles[other], TAKE, subscriber, position) == [(True,)]


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


def delivery_for(walls, module: str) -> tuple[str, object]:
    """A delivery for a subscriber of that module, in a lane that a worker holds."""
    subscriber = f"{module}.s"
    [(position,)] = walls.owner(
        "INSERT INTO souk.event (id, type, module, key, payload, context)"
        " VALUES (gen_random_uuid(), 't', 'm', 'k', '{}', '{}') RETURNING position"
    )
    walls.owner(
        "INSERT INTO souk.worker (id, name, hears, alive_until) VALUES (%s, '', '{}', now())"
        " ON CONFLICT DO NOTHING RETURNING 1",
        WORKER,
    )
    walls.owner(
        "INSERT INTO souk.lane VALUES (%s, 0, %s) ON CONFLICT DO NOTHING RETURNING 1", subscriber, WORKER
    )
    walls.owner("INSERT INTO souk.delivery VALUES (%s, 0, %s, now(), 'k') RETURNING 1", subscriber, position)
    return subscriber, position
