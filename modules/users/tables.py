"""The tables of users, and the mapping of its aggregates onto them."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    LargeBinary,
    MetaData,
    String,
    Table,
    Uuid,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import registry

from modules.users.domain.account import Account
from modules.users.domain.roles import Role
from modules.users.domain.session import Session
from souk.database.columns import TextEnum

metadata = MetaData(schema="users")
mapping = registry(metadata=metadata)

accounts = Table(
    "account",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("email", String, nullable=False, unique=True),
    Column("first_name", String, nullable=False),
    Column("last_name", String, nullable=False),
    Column("password_hash", String, nullable=False),
    Column("registered_at", DateTime(timezone=True), nullable=False),
    Column("roles", ARRAY(TextEnum(Role)), nullable=False),
)

sessions = Table(
    "session",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("account_id", Uuid, ForeignKey("users.account.id"), nullable=False, index=True),
    Column("refresh_digest", LargeBinary, nullable=False, unique=True),
    Column("started_at", DateTime(timezone=True), nullable=False),
    Column("expires_at", DateTime(timezone=True), nullable=False),
)

staff_actions = Table(
    "staff_action",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("actor_id", Uuid, nullable=False, index=True),
    Column("capability", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("recorded_at", DateTime(timezone=True), nullable=False),
)

mapping.map_imperatively(Account, accounts)
mapping.map_imperatively(Session, sessions)
