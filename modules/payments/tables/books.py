"""The books: payments, what was wanted of the providers, and the ledger of what happened."""

from sqlalchemy import (
    Boolean,
    CheckConstraint,
    Column,
    DateTime,
    ForeignKey,
    Index,
    Integer,
    String,
    Table,
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY

from modules.payments.domain.ledger import Entry
from modules.payments.domain.lifecycle import Happening, Status
from modules.payments.domain.operation import Kind, Operation, Progress
from modules.payments.domain.payment import Payment
from modules.payments.tables.schema import mapping, metadata, minor
from souk.database.columns import TextEnum, money

TIME = DateTime(timezone=True)

payments = Table(
    "payment",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("order_id", Uuid, nullable=False),
    Column("person_id", Uuid),
    Column("provider", String, nullable=False),
    Column("method", String, nullable=False),
    Column("token", String, nullable=False),
    Column("description", String, nullable=False),
    Column("takes", Boolean, nullable=False),
    Column("currency", String, nullable=False),
    minor("amount"),
    minor("authorized"),
    minor("captured"),
    minor("refunded"),
    minor("refunding"),
    Column("status", TextEnum(Status), nullable=False),
    Column("reference", String, nullable=False),
    Column("failure", String, nullable=False),
    Column("action_url", String, nullable=False),
    Column("delay", String, nullable=False),
    Column("void_wanted", Boolean, nullable=False),
    Column("void_told", Boolean, nullable=False),
    Column("refund_references", ARRAY(String, as_tuple=True), nullable=False),
    Column("lines", Integer, nullable=False),
    Column("created_at", TIME, nullable=False),
    Column("changed_at", TIME, nullable=False),
    Column("version", Integer, nullable=False),
    Index("payment_of_order", "order_id", "id"),
    Index("payment_of_person", "person_id", "id", postgresql_where=text("person_id IS NOT NULL")),
    Index("payment_at_provider", "provider", "reference", postgresql_where=text("reference <> ''")),
    CheckConstraint("authorized_minor BETWEEN 0 AND amount_minor", name="payment_authorized_within_amount"),
    CheckConstraint(
        "captured_minor BETWEEN 0 AND authorized_minor", name="payment_captured_within_authorized"
    ),
    CheckConstraint("refunded_minor BETWEEN 0 AND captured_minor", name="payment_refunded_within_captured"),
    CheckConstraint("refunding_minor >= 0", name="payment_refunding_not_negative"),
    CheckConstraint("currency ~ '^[A-Z]{3}$'", name="payment_currency_is_a_code"),
)

operations = Table(
    "operation",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("payment_id", Uuid, ForeignKey("payments.payment.id"), nullable=False, index=True),
    Column("kind", TextEnum(Kind), nullable=False),
    minor("amount"),
    Column("currency", String, nullable=False),
    Column("reason", String, nullable=False),
    Column("progress", TextEnum(Progress), nullable=False),
    Column("failure", String, nullable=False),
    Column("wanted_at", TIME, nullable=False),
    Column("asked_at", TIME),
    Column("ended_at", TIME),
    Index("operation_open", "wanted_at", postgresql_where=text("ended_at IS NULL")),
    CheckConstraint("amount_minor >= 0", name="operation_amount_not_negative"),
)

entries = Table(
    "ledger_entry",
    metadata,
    Column("payment_id", Uuid, ForeignKey("payments.payment.id"), primary_key=True),
    Column("number", Integer, primary_key=True),
    Column("happening", TextEnum(Happening), nullable=False),
    minor("amount"),
    Column("currency", String, nullable=False),
    Column("reference", String, nullable=False),
    Column("refund_id", Uuid),
    Column("detail", String, nullable=False),
    Column("recorded_at", TIME, nullable=False),
    CheckConstraint("amount_minor >= 0", name="ledger_entry_amount_not_negative"),
)

mapping.map_imperatively(
    Payment,
    payments,
    version_id_col=payments.c.version,
    properties={
        name: money(payments.c[f"{name}_minor"], payments.c.currency)
        for name in ("amount", "authorized", "captured", "refunded", "refunding")
    },
)
mapping.map_imperatively(
    Operation, operations, properties={"amount": money(operations.c.amount_minor, operations.c.currency)}
)
mapping.map_imperatively(
    Entry, entries, properties={"amount": money(entries.c.amount_minor, entries.c.currency)}
)
