"""The counters of every variant, and the ledger that explains them."""

from sqlalchemy import (
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

from modules.catalog.domain.stock import Movement, MovementKind, Stock
from modules.catalog.tables.schema import mapping, metadata
from souk.database.columns import TextEnum

stocks = Table(
    "stock",
    metadata,
    Column("variant_id", Uuid, ForeignKey("catalog.variant.id"), primary_key=True),
    Column("on_hand", Integer, nullable=False),
    Column("reserved", Integer, nullable=False),
    Column("low_threshold", Integer, nullable=False),
    Column("backorder_limit", Integer, nullable=False, server_default=text("0")),
    CheckConstraint("on_hand >= 0 AND reserved >= 0 AND backorder_limit >= 0", name="stock_not_negative"),
    CheckConstraint("on_hand - reserved >= -backorder_limit", name="stock_never_oversold"),
    Index(
        "stock_low",
        "variant_id",
        postgresql_where=text("on_hand - reserved <= low_threshold"),
    ),
)

movements = Table(
    "stock_movement",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("variant_id", Uuid, ForeignKey("catalog.variant.id"), nullable=False),
    Column("kind", TextEnum(MovementKind), nullable=False),
    Column("on_hand_change", Integer, nullable=False),
    Column("reserved_change", Integer, nullable=False),
    Column("reason", String, nullable=False),
    Column("actor_id", Uuid),
    Column("moved_at", DateTime(timezone=True), nullable=False),
    Column("cause_id", Uuid),
    Index("stock_movement_of_variant", "variant_id", "moved_at"),
)

mapping.map_imperatively(Stock, stocks)
mapping.map_imperatively(Movement, movements)
