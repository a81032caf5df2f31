"""No role of the shop can do more than its work."""

from souk.database.addresses import DISPATCHER

RISING = (
    "CREATE SCHEMA smuggled",
    "CREATE TEMPORARY TABLE smuggled (id integer)",
    "CREATE ROLE smuggled",
    "CREATE DATABASE smuggled",
    "ALTER ROLE CURRENT_USER SUPERUSER",
    "COPY (SELECT 1) TO PROGRAM 'true'",
    "SELECT pg_read_file('PG_VERSION')",
    "SELECT rolpassword FROM pg_authid",
)
POWERFUL = """
    SELECT rolname FROM pg_roles WHERE rolname = ANY(%s)
        AND (rolsuper OR rolcreaterole OR rolcreatedb OR rolreplication OR rolbypassrls)
"""
LENDING_FUNCTIONS = """
    SELECT proname, has_function_privilege('public', oid, 'EXECUTE'), proconfig FROM pg_proc
    WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
"""
SEARCH_PATH = "search_path=souk, pg_temp"
FOR_MODULES = """
    SELECT proname, prosrc FROM pg_proc WHERE prosecdef AND pronamespace <> 'pg_catalog'::regnamespace
        AND has_function_privilege(%s, oid, 'EXECUTE')
"""
LIMITS = ("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout")


def test_no_role_rises(walls):
    for role in (*walls.roles.values(), DISPATCHER):
        assert walls.allowed(role, *RISING) == []


def test_no_role_has_a_special_power(walls):
    assert walls.owner(POWERFUL, [*walls.roles.values(), DISPATCHER]) == []


def test_no_role_waits_or_works_without_end(walls):
    for role in (*walls.roles.values(), DISPATCHER):
        assert [limit for limit in LIMITS if walls.run(role, f"SHOW {limit}") == [("0",)]] == []


def test_functions_that_lend_the_owners_rights_are_closed_to_the_public(walls):
    functions = walls.owner(LENDING_FUNCTIONS)
    assert functions
    assert [name for name, public, _ in functions if public] == []


def test_functions_that_lend_the_owners_rights_to_modules_ask_which_one_calls(walls):
    for role in walls.roles.values():
        functions = walls.owner(FOR_MODULES, role)
        assert functions
        asking = ("session_user", "calling_module()")
        assert [name for name, source in functions if not any(word in str(source) for word in asking)] == []


def test_functions_that_lend_the_owners_rights_look_nowhere_else_for_names(walls):
    functions = walls.owner(LENDING_FUNCTIONS)
    assert functions
    assert [name for name, _, settings in functions if SEARCH_PATH not in (settings or [])] == []
