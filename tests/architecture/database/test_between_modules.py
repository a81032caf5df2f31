"""PostgreSQL keeps the modules apart, whatever their code tries."""

import pytest

READ = "SELECT 1 FROM {table}"
TOUCH = (
    READ,
    "INSERT INTO {table} DEFAULT VALUES",
    "UPDATE {table} SET {column} = DEFAULT",
    "DELETE FROM {table}",
    "TRUNCATE {table}",
    "DROP TABLE {table}",
)
CREATE = (
    "CREATE TABLE {schema}.smuggled (id integer)",
    "CREATE VIEW {schema}.smuggled AS SELECT 1",
    "CREATE FUNCTION {schema}.smuggled() RETURNS integer LANGUAGE sql RETURN 1",
)
EVERY_RIGHT = "SELECT, INSERT, UPDATE, DELETE, TRUNCATE, REFERENCES, TRIGGER"


def test_a_module_reads_its_own_tables(walls):
    for module, role in walls.roles.items():
        statements = [READ.format(**table) for table in walls.tables(module)]
        assert statements
        assert len(walls.allowed(role, *statements)) == len(statements)


@pytest.mark.security(47)
def test_no_module_touches_anothers_tables(walls):
    for module, other in walls.pairs:
        statements = [touch.format(**table) for table in walls.tables(other) for touch in TOUCH]
        assert walls.allowed(walls.roles[module], *statements) == []


def test_no_module_joins_its_table_with_anothers(walls):
    for module, other in walls.pairs:
        both = ", ".join(str(walls.tables(name)[0]["table"]) for name in (module, other))
        assert walls.allowed(walls.roles[module], READ.format(table=both)) == []


def test_behind_the_wall_around_a_schema_stands_one_around_each_table(walls):
    held = "SELECT has_schema_privilege(%s, %s, 'USAGE'), has_table_privilege(%s, %s, %s)"
    for module, other in walls.pairs:
        role = walls.roles[module]
        for table in walls.tables(other):
            assert walls.owner(held, role, other, role, table["table"], EVERY_RIGHT) == [(False, False)]


def test_no_module_creates_anything_outside_its_schema(walls):
    for module, role in walls.roles.items():
        schemas = {"public", "souk", *walls.roles} - {module}
        statements = [create.format(schema=schema) for schema in sorted(schemas) for create in CREATE]
        assert walls.allowed(role, *statements) == []


@pytest.mark.security(47)
def test_no_module_becomes_another(walls):
    for module, other in walls.pairs:
        role, wanted = walls.roles[module], walls.roles[other]
        becoming = (f"SET ROLE {wanted}", f"SET SESSION AUTHORIZATION {wanted}", f"GRANT {wanted} TO {role}")
        assert walls.allowed(role, *becoming) == []
