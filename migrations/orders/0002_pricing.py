"""Coupons and who used them; shipping methods and tax rates once staff have changed them."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "orders_0002"
down_revision = "orders_0001"

UUID = sa.Uuid
TIME = sa.DateTime(timezone=True)
COUPON = "orders.coupon.id"


def upgrade():
    rules()
    coupons()
    uses()


def downgrade():
    for table in ("coupon_use", "coupon_customer", "coupon", "price_rule"):
        op.drop_table(table, schema="orders")


def rules():
    op.create_table(
        "price_rule",
        sa.Column("name", sa.String, primary_key=True),
        sa.Column("content", postgresql.JSONB, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        schema="orders",
    )


def coupons():
    op.create_table(
        "coupon",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("code", sa.String, nullable=False),
        sa.Column("percent_thousandths", sa.Integer),
        sa.Column("amount_minor", sa.BigInteger),
        sa.Column("currency", sa.String),
        sa.Column("minimum_minor", sa.BigInteger),
        sa.Column("starts_at", TIME),
        sa.Column("ends_at", TIME),
        sa.Column("total_limit", sa.Integer),
        sa.Column("customer_limit", sa.Integer),
        sa.Column("used", sa.Integer, nullable=False),
        sa.Column("retired", sa.Boolean, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("code", name="coupon_code_key"),
        sa.CheckConstraint("used >= 0", name="coupon_used_not_negative"),
        sa.CheckConstraint(
            "(percent_thousandths IS NULL) <> (amount_minor IS NULL)", name="coupon_percent_or_amount"
        ),
        sa.CheckConstraint("percent_thousandths BETWEEN 0 AND 100000", name="coupon_percent_in_range"),
        sa.CheckConstraint("amount_minor >= 0 AND minimum_minor >= 0", name="coupon_amounts_not_negative"),
        schema="orders",
    )


def uses():
    op.create_table(
        "coupon_customer",
        sa.Column("coupon_id", UUID, sa.ForeignKey(COUPON, ondelete="CASCADE"), primary_key=True),
        sa.Column("customer_id", UUID, primary_key=True),
        sa.Column("used", sa.Integer, nullable=False),
        sa.CheckConstraint("used >= 0", name="coupon_customer_used_not_negative"),
        schema="orders",
    )
    op.create_table(
        "coupon_use",
        sa.Column("order_id", UUID, primary_key=True),
        sa.Column("coupon_id", UUID, sa.ForeignKey(COUPON, ondelete="CASCADE"), nullable=False),
        sa.Column("customer_id", UUID, nullable=False),
        sa.Column("used_at", TIME, nullable=False),
        schema="orders",
    )
    op.create_index("coupon_use_of_coupon", "coupon_use", ["coupon_id"], schema="orders")
