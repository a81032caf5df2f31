"""Makes the roles and schemas that are the walls inside the database; run by the owner."""

import hashlib
from collections.abc import Sequence

from sqlalchemy import Connection, text

from souk.database.addresses import DISPATCHER, password_of, role_of

MODULES_GROUP = "souk_modules"

QUICK_TO_PROVE = """
    SELECT set_config('scram_iterations', '1', true) FROM pg_settings WHERE name = 'scram_iterations'
"""
"""Iterations slow down who guesses: nobody guesses 256 bits, and each login would take ten milliseconds."""

ROLE_LIMITS = {
    "statement_timeout": "5s",
    "lock_timeout": "2s",
    "idle_in_transaction_session_timeout": "5s",
}


def ensure_roles(connection: Connection, modules: Sequence[str], secret: str) -> None:
    """Make what is missing: a group, the dispatcher, a role and a schema for each module."""
    _ensure_role(connection, MODULES_GROUP, "NOLOGIN")
    for role in (DISPATCHER, *(role_of(name) for name in modules)):
        _ensure_role(connection, role, "LOGIN")
        _set_password(connection, role, password_of(role, secret))
    database = connection.scalar(text("SELECT quote_ident(current_database())"))
    connection.execute(text(f"REVOKE ALL ON DATABASE {database} FROM PUBLIC"))
    connection.execute(text("REVOKE ALL ON SCHEMA public FROM PUBLIC"))
    connection.execute(text(f"GRANT CONNECT ON DATABASE {database} TO {MODULES_GROUP}, {DISPATCHER}"))
    connection.execute(text("CREATE SCHEMA IF NOT EXISTS souk"))
    for name in modules:
        connection.execute(text(f"GRANT {MODULES_GROUP} TO {role_of(name)}"))
        # An owner that is no superuser gives a schema only to a role that it could become.
        connection.execute(text(f"GRANT {role_of(name)} TO CURRENT_USER WITH SET TRUE, INHERIT FALSE"))
        connection.execute(text(f"CREATE SCHEMA IF NOT EXISTS {name} AUTHORIZATION {role_of(name)}"))


def enrol_modules(connection: Connection, modules: Sequence[str]) -> None:
    """Tell the platform's functions which role speaks for which module."""
    for name in modules:
        connection.execute(
            text("INSERT INTO souk.module (name, role) VALUES (:name, :role) ON CONFLICT DO NOTHING"),
            {"name": name, "role": role_of(name)},
        )


def _ensure_role(connection: Connection, role: str, login: str) -> None:
    if connection.scalar(text("SELECT 1 FROM pg_roles WHERE rolname = :role"), {"role": role}):
        return
    connection.execute(text(f"CREATE ROLE {role} {login}"))
    for name, value in ROLE_LIMITS.items():
        connection.execute(text(f"ALTER ROLE {role} SET {name} = '{value}'"))


def _set_password(connection: Connection, role: str, password: str) -> None:
    """Set it only when it differs, told by a digest in the role's comment: the catalogue stays quiet."""
    digest = hashlib.sha256(f"{QUICK_TO_PROVE}{password}".encode()).hexdigest()[:16]
    current = "SELECT shobj_description(oid, 'pg_authid') FROM pg_roles WHERE rolname = :role"
    if connection.scalar(text(current), {"role": role}) == digest:
        return
    connection.execute(text(QUICK_TO_PROVE))
    connection.execute(text(f"ALTER ROLE {role} PASSWORD '{password}'"))
    connection.execute(text(f"COMMENT ON ROLE {role} IS '{digest}'"))
