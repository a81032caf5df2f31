"""What staff did, in a chain that shows a missing or changed line."""

from sqlalchemy import (
    BigInteger,
    Column,
    Identity,
    String,
    Table,
    Uuid,
)

from modules.users.tables.schema import Moment, metadata

staff_actions = Table(
    "staff_action",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("actor_id", Uuid, nullable=False, index=True),
    Column("capability", String, nullable=False),
    Column("action", String, nullable=False),
    Column("subject", String, nullable=False),
    Column("recorded_at", Moment, nullable=False),
    Column("previous", String, unique=True),
    Column("link", String, unique=True),
)
