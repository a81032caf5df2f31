"""People: their accounts, the roles that they hold, the addresses that they left."""

from collections.abc import Collection, Mapping
from uuid import UUID

from sqlalchemy import (
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    select,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from modules.users.domain.account import Account, Standing
from modules.users.domain.postal_address import PostalAddress
from modules.users.domain.roles import CustomRole, LastAdministrator, Role
from modules.users.tables.schema import Moment, mapping, metadata
from souk.database import Transaction
from souk.database.columns import TextEnum, any_of

accounts = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("registered_at", Moment, nullable=False),
    Column("roles", ARRAY(String), nullable=False),
    Column("language", String, nullable=False, server_default="en"),
    Column("standing", TextEnum(Standing), nullable=False, server_default="active"),
    Column("email_verified_at", Moment),
    Column("version", Integer, nullable=False, server_default="1"),
    Index("account_registered", "registered_at", "id"),
)

roles = Table(
    "role",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("name", String, nullable=False, unique=True),
    Column("capabilities", ARRAY(String), nullable=False),
    Column("version", Integer, nullable=False),
)

addresses = Table(
    "address",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("company", String),
    Column("street", String, nullable=False),
    Column("city", String, nullable=False),
    Column("zip_code", String, nullable=False),
    Column("country", String, nullable=False),
    Column("phone", String),
    Column("is_default", Boolean, nullable=False),
)

mapping.map_imperatively(Account, accounts)
mapping.map_imperatively(CustomRole, roles)
mapping.map_imperatively(PostalAddress, addresses)

ONE_STEPS_DOWN = text("SELECT pg_advisory_xact_lock(hashtext('users.administrators'))")
"""Taken before any row by whatever may cost the shop an administrator: of two at once, one sees the other."""


async def bundles(
    tx: Transaction, names: Collection[str], *, keep: bool = False
) -> Mapping[str, Collection[str]]:
    """Return the custom roles of these names and what they hold; with `keep`, none goes before the commit."""
    chosen = select(roles.c.name, roles.c.capabilities).where(roles.c.name == any_of(names))
    found = await tx.execute(chosen.with_for_update(read=True) if keep else chosen)
    return {row.name: row.capabilities for row in found}


async def check_administrators(tx: Transaction, losing: UUID) -> None:
    """Raise LastAdministrator if nobody would be left without this one. Needs ONE_STEPS_DOWN before it."""
    active = [accounts.c.roles.contains([Role.ADMINISTRATOR.value]), accounts.c.standing == Standing.ACTIVE]
    if await tx.scalar(select(accounts.c.id).where(*active, accounts.c.id != losing).limit(1)) is None:
        raise LastAdministrator
