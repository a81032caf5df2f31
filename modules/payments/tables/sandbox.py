"""The sandbox's own ledger: what a provider would keep at its place. The books never look in here."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
    text,
)

from modules.payments.tables.schema import metadata, minor

TIME = DateTime(timezone=True)

charges = Table(
    "sandbox_charge",
    metadata,
    Column("id", String, primary_key=True),
    Column("payment_id", Uuid, nullable=False, unique=True),
    Column("token", String, nullable=False),
    Column("takes", Boolean, nullable=False),
    Column("standing", String, nullable=False),
    Column("currency", String, nullable=False),
    minor("amount"),
    minor("captured"),
    Column("failure", String, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("made_at", TIME, nullable=False, index=True),
    CheckConstraint(
        "captured_minor BETWEEN 0 AND amount_minor", name="sandbox_charge_captured_within_amount"
    ),
)

movements = Table(
    "sandbox_movement",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("charge_id", String, ForeignKey("payments.sandbox_charge.id"), nullable=False, index=True),
    Column("kind", String, nullable=False),
    Column("currency", String, nullable=False),
    minor("amount"),
    Column("key", Uuid, nullable=False, unique=True),
    Column("made_at", TIME, nullable=False),
    CheckConstraint("amount_minor > 0", name="sandbox_movement_moves_something"),
)

letters = Table(
    "sandbox_letter",
    metadata,
    Column("id", String, primary_key=True),
    Column("body", LargeBinary, nullable=False),
    Column("copies", Integer, nullable=False),
    Column("tries", Integer, nullable=False),
    Column("written_at", TIME, nullable=False),
    Column("next_at", TIME, nullable=False),
    Column("delivered_at", TIME),
    Index("sandbox_letter_waiting", "next_at", postgresql_where=text("delivered_at IS NULL")),
)
