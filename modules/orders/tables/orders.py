"""The table of orders, and the mapping of the aggregate onto it."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    CheckConstraint,
    Column,
    Computed,
    DateTime,
    Index,
    Integer,
    LargeBinary,
    Sequence,
    String,
    Table,
    Uuid,
)

from modules.orders.domain.addresses import Address
from modules.orders.domain.attempts import Attempt
from modules.orders.domain.history import Moment
from modules.orders.domain.lines import OrderLine
from modules.orders.domain.order import Order
from modules.orders.domain.parcels import Parcel, Refund, Return
from modules.orders.domain.stages import Stage, Status
from modules.orders.domain.waiting import Who, Why
from modules.orders.tables.schema import mapping, metadata
from souk.database.columns import Json, TextEnum

serials = Sequence("order_serial", metadata=metadata)

TIME = DateTime(timezone=True)
NUMBER = (
    "'SO-' || extract(year from placed_at at time zone 'UTC')::text || '-' || "
    "lpad(serial::text, greatest(6, length(serial::text)), '0')"
)

orders = Table(
    "order",
    metadata,
    Column("id", Uuid, primary_key=True),
    Column("serial", BigInteger, serials, server_default=serials.next_value(), nullable=False),
    Column("number", String, Computed(NUMBER, persisted=True), nullable=False, unique=True),
    Column("person_id", Uuid),
    Column("cart_id", Uuid),
    Column("cart_version", Integer),
    Column("guest_key", LargeBinary),
    Column("email", String),
    Column("language", String),
    Column("shipping_address", Json[Address](Address)),
    Column("billing_address", Json[Address](Address)),
    Column("currency", String, nullable=False),
    Column("subtotal_minor", BigInteger, nullable=False),
    Column("discount_minor", BigInteger, nullable=False),
    Column("shipping_minor", BigInteger, nullable=False),
    Column("tax_minor", BigInteger, nullable=False),
    Column("included_tax_minor", BigInteger, nullable=False),
    Column("total_minor", BigInteger, nullable=False),
    Column("shipping_method", String, nullable=False),
    Column("coupon", String),
    Column("lines", Json[tuple[OrderLine, ...]](tuple[OrderLine, ...]), nullable=False),
    Column("attempts", Json[tuple[Attempt, ...]](tuple[Attempt, ...]), nullable=False),
    Column("parcels", Json[tuple[Parcel, ...]](tuple[Parcel, ...]), nullable=False),
    Column("returns", Json[tuple[Return, ...]](tuple[Return, ...]), nullable=False),
    Column("refunds", Json[tuple[Refund, ...]](tuple[Refund, ...]), nullable=False),
    Column("history", Json[tuple[Moment, ...]](tuple[Moment, ...]), nullable=False),
    Column("stage", TextEnum(Stage), nullable=False),
    Column("status", TextEnum(Status), nullable=False),
    Column("why", TextEnum(Why), nullable=False),
    Column("detail", String, nullable=False),
    Column("next_who", TextEnum(Who)),
    Column("next_by", TIME),
    Column("stage_since", TIME, nullable=False),
    Column("stock_released", Boolean, nullable=False),
    Column("shipping_refunded", Boolean, nullable=False),
    Column("forgets", Boolean, nullable=False),
    Column("captured_minor", BigInteger, nullable=False),
    Column("refunded_minor", BigInteger, nullable=False),
    Column("placed_at", TIME, nullable=False),
    Column("updated_at", TIME, nullable=False),
    Column("version", Integer, nullable=False),
    CheckConstraint(
        "subtotal_minor - discount_minor + shipping_minor + tax_minor = total_minor", name="order_adds_up"
    ),
    CheckConstraint("total_minor >= 0 AND discount_minor >= 0", name="order_total_not_negative"),
    CheckConstraint("0 <= refunded_minor AND refunded_minor <= captured_minor", name="order_refund_of_taken"),
    CheckConstraint("(next_who IS NULL) = (next_by IS NULL)", name="order_next_action_whole"),
    Index("order_cart_key", "cart_id", unique=True),
    Index("order_of_person", "person_id", "placed_at", "id"),
    Index("order_by_time", "placed_at", "id"),
    Index("order_waiting", "next_by", postgresql_where="next_by IS NOT NULL"),
    Index("order_of_guest", "email", postgresql_where="person_id IS NULL"),
)

mapping.map_imperatively(
    Order,
    orders,
    version_id_col=orders.c.version,
    exclude_properties=["serial"],
    eager_defaults=True,
)
