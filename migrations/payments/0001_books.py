"""Payments, what is wanted of the providers, their ledger, their webhooks; and the sandbox's own ledger."""

import sqlalchemy as sa
from alembic import op

revision = "payments_0001"
down_revision = None


def upgrade():
    books()
    post()
    sandbox()


def downgrade():
    for table in (
        "sandbox_letter",
        "sandbox_movement",
        "sandbox_charge",
        "difference",
        "reconciliation",
        "webhook",
        "ledger_entry",
        "operation",
        "payment",
    ):
        op.drop_table(table, schema="payments")


def books():
    op.create_table(
        "payment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("order_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=True),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("method", sa.String(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("description", sa.String(), nullable=False),
        sa.Column("takes", sa.Boolean(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("authorized_minor", sa.BigInteger(), nullable=False),
        sa.Column("captured_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunded_minor", sa.BigInteger(), nullable=False),
        sa.Column("refunding_minor", sa.BigInteger(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("action_url", sa.String(), nullable=False),
        sa.Column("delay", sa.String(), nullable=False),
        sa.Column("void_wanted", sa.Boolean(), nullable=False),
        sa.Column("void_told", sa.Boolean(), nullable=False),
        sa.Column("refund_references", sa.ARRAY(sa.String()), nullable=False),
        sa.Column("lines", sa.Integer(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name="payment_currency_is_a_code"),
        sa.CheckConstraint(
            "authorized_minor BETWEEN 0 AND amount_minor", name="payment_authorized_within_amount"
        ),
        sa.CheckConstraint(
            "captured_minor BETWEEN 0 AND authorized_minor", name="payment_captured_within_authorized"
        ),
        sa.CheckConstraint(
            "refunded_minor BETWEEN 0 AND captured_minor", name="payment_refunded_within_captured"
        ),
        sa.CheckConstraint("refunding_minor >= 0", name="payment_refunding_not_negative"),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        "payment_at_provider",
        "payment",
        ["provider", "reference"],
        unique=False,
        schema="payments",
        postgresql_where=sa.text("reference <> ''"),
    )
    op.create_index("payment_of_order", "payment", ["order_id", "id"], unique=False, schema="payments")
    op.create_index(
        "payment_of_person",
        "payment",
        ["person_id", "id"],
        unique=False,
        schema="payments",
        postgresql_where=sa.text("person_id IS NOT NULL"),
    )
    op.create_table(
        "operation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reason", sa.String(), nullable=False),
        sa.Column("progress", sa.String(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("wanted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("amount_minor >= 0", name="operation_amount_not_negative"),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["payments.payment.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        op.f("ix_payments_operation_payment_id"), "operation", ["payment_id"], unique=False, schema="payments"
    )
    op.create_index(
        "operation_open",
        "operation",
        ["wanted_at"],
        unique=False,
        schema="payments",
        postgresql_where=sa.text("ended_at IS NULL"),
    )
    op.create_table(
        "ledger_entry",
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("happening", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("refund_id", sa.Uuid(), nullable=True),
        sa.Column("detail", sa.String(), nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor >= 0", name="ledger_entry_amount_not_negative"),
        sa.ForeignKeyConstraint(
            ["payment_id"],
            ["payments.payment.id"],
        ),
        sa.PrimaryKeyConstraint("payment_id", "number"),
        schema="payments",
    )


def post():
    op.create_table(
        "webhook",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("event_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        op.f("ix_payments_webhook_payment_id"), "webhook", ["payment_id"], unique=False, schema="payments"
    )
    op.create_index(
        op.f("ix_payments_webhook_received_at"), "webhook", ["received_at"], unique=False, schema="payments"
    )
    op.create_index("webhook_told_once", "webhook", ["provider", "event_id"], unique=True, schema="payments")
    op.create_table(
        "reconciliation",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("provider", sa.String(), nullable=False),
        sa.Column("since", sa.DateTime(timezone=True), nullable=False),
        sa.Column("until", sa.DateTime(timezone=True), nullable=False),
        sa.Column("compared", sa.Integer(), nullable=False),
        sa.Column("differences", sa.Integer(), nullable=False),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_table(
        "difference",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("reconciliation_id", sa.Uuid(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=True),
        sa.Column("reference", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("booked", sa.String(), nullable=False),
        sa.Column("found", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        op.f("ix_payments_difference_reconciliation_id"),
        "difference",
        ["reconciliation_id"],
        unique=False,
        schema="payments",
    )


def sandbox():
    op.create_table(
        "sandbox_charge",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("payment_id", sa.Uuid(), nullable=False),
        sa.Column("token", sa.String(), nullable=False),
        sa.Column("takes", sa.Boolean(), nullable=False),
        sa.Column("standing", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("captured_minor", sa.BigInteger(), nullable=False),
        sa.Column("failure", sa.String(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "captured_minor BETWEEN 0 AND amount_minor", name="sandbox_charge_captured_within_amount"
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("payment_id"),
        schema="payments",
    )
    op.create_index(
        op.f("ix_payments_sandbox_charge_made_at"),
        "sandbox_charge",
        ["made_at"],
        unique=False,
        schema="payments",
    )
    op.create_table(
        "sandbox_movement",
        sa.Column("id", sa.BigInteger(), sa.Identity(always=True), nullable=False),
        sa.Column("charge_id", sa.String(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("currency", sa.String(), nullable=False),
        sa.Column("amount_minor", sa.BigInteger(), nullable=False),
        sa.Column("key", sa.Uuid(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("amount_minor > 0", name="sandbox_movement_moves_something"),
        sa.ForeignKeyConstraint(
            ["charge_id"],
            ["payments.sandbox_charge.id"],
        ),
        sa.PrimaryKeyConstraint("id"),
        sa.UniqueConstraint("key"),
        schema="payments",
    )
    op.create_index(
        op.f("ix_payments_sandbox_movement_charge_id"),
        "sandbox_movement",
        ["charge_id"],
        unique=False,
        schema="payments",
    )
    op.create_table(
        "sandbox_letter",
        sa.Column("id", sa.String(), nullable=False),
        sa.Column("body", sa.LargeBinary(), nullable=False),
        sa.Column("copies", sa.Integer(), nullable=False),
        sa.Column("tries", sa.Integer(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("next_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("delivered_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id"),
        schema="payments",
    )
    op.create_index(
        "sandbox_letter_waiting",
        "sandbox_letter",
        ["next_at"],
        unique=False,
        schema="payments",
        postgresql_where=sa.text("delivered_at IS NULL"),
    )
