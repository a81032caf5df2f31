"""What comes in from the providers: webhooks as they were sent, and where the books differ from theirs."""

from sqlalchemy import (
    BigInteger,
    Column,
    DateTime,
    Identity,
    Index,
    Integer,
    LargeBinary,
    String,
    Table,
    Uuid,
)

from modules.payments.tables.schema import metadata

TIME = DateTime(timezone=True)

webhooks = Table(
    "webhook",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("provider", String, nullable=False),
    Column("event_id", String, nullable=False),
    Column("kind", String, nullable=False),
    Column("payment_id", Uuid, index=True),
    Column("body", LargeBinary, nullable=False),
    Column("times", Integer, nullable=False),
    Column("received_at", TIME, nullable=False, index=True),
    Index("webhook_told_once", "provider", "event_id", unique=True),
)

reconciliations = Table(
    "reconciliation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("provider", String, nullable=False),
    Column("since", TIME, nullable=False),
    Column("until", TIME, nullable=False),
    Column("compared", Integer, nullable=False),
    Column("differences", Integer, nullable=False),
    Column("ended_at", TIME, nullable=False),
)

differences = Table(
    "difference",
    metadata,
    Column("id", BigInteger, Identity(always=True), primary_key=True),
    Column("reconciliation_id", Uuid, nullable=False, index=True),
    Column("payment_id", Uuid),
    Column("reference", String, nullable=False),
    Column("what", String, nullable=False),
    Column("booked", String, nullable=False),
    Column("found", String, nullable=False),
)
