"""The tables that prices are worked out from: what the staff decided, coupons, and who used them."""

from sqlalchemy import (
    BigInteger,
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
)
from sqlalchemy.dialects.postgresql import JSONB

from modules.orders.domain.pricing.coupons import Coupon
from modules.orders.tables.schema import mapping, metadata

price_rules = Table(
    "price_rule",
    metadata,
    Column("name", String, primary_key=True),
    Column("content", JSONB, nullable=False),
    Column("version", Integer, nullable=False),
)
"""One row for each list that staff have replaced: `shipping`, `taxes`. Without one, a new shop's holds."""

coupons = Table(
    "coupon",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("code", String, nullable=False, unique=True),
    Column("percent_thousandths", Integer),
    Column("amount_minor", BigInteger),
    Column("currency", String),
    Column("minimum_minor", BigInteger),
    Column("starts_at", DateTime(timezone=True)),
    Column("ends_at", DateTime(timezone=True)),
    Column("total_limit", Integer),
    Column("customer_limit", Integer),
    Column("used", Integer, nullable=False),
    Column("retired", Boolean, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint("used >= 0", name="coupon_used_not_negative"),
    CheckConstraint(
        "(percent_thousandths IS NULL) <> (amount_minor IS NULL)", name="coupon_percent_or_amount"
    ),
    CheckConstraint("percent_thousandths BETWEEN 0 AND 100000", name="coupon_percent_in_range"),
    CheckConstraint("amount_minor >= 0 AND minimum_minor >= 0", name="coupon_amounts_not_negative"),
)

coupon_customers = Table(
    "coupon_customer",
    metadata,
    Column("coupon_id", Uuid, ForeignKey("orders.coupon.id", ondelete="CASCADE"), primary_key=True),
    Column("customer_id", Uuid, primary_key=True),
    Column("used", Integer, nullable=False),
    CheckConstraint("used >= 0", name="coupon_customer_used_not_negative"),
)
"""How often each customer holds a coupon now. Locked by its row, so that a limit holds at any speed."""

coupon_uses = Table(
    "coupon_use",
    metadata,
    Column("order_id", Uuid, primary_key=True),
    Column("coupon_id", Uuid, ForeignKey("orders.coupon.id", ondelete="CASCADE"), nullable=False),
    Column("customer_id", Uuid, nullable=False),
    Column("used_at", DateTime(timezone=True), nullable=False),
    Index("coupon_use_of_coupon", "coupon_id"),
)
"""Which order holds a use; an order holds one at most."""

mapping.map_imperatively(Coupon, coupons, version_id_col=coupons.c.version)
