"""The table of cart; `keeping` says it all to the driver."""

from sqlalchemy import CheckConstraint, Column, DateTime, Index, Integer, MetaData, String, Table, Uuid, text

from modules.cart.domain.cart import LastOrder
from modules.cart.domain.lines import CartLine
from souk.database.columns import Json

metadata = MetaData(schema="cart")

carts = Table(
    "cart",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("owner_id", Uuid, unique=True),
    Column("guest_key", Uuid, unique=True),
    Column("lines", Json[tuple[CartLine, ...]](tuple[CartLine, ...]), nullable=False),
    Column("coupon", String),
    Column("last_order", Json[LastOrder](LastOrder)),
    Column("version", Integer, nullable=False),
    Column("changed_at", DateTime(timezone=True), nullable=False),
    CheckConstraint("(owner_id IS NULL) <> (guest_key IS NULL)", name="cart_of_somebody"),
    Index("cart_changed_at", "changed_at"),
    Index("cart_empty", "changed_at", postgresql_where=text("lines = '[]'::jsonb")),
)
