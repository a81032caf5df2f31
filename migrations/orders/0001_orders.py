"""Orders, the errands that they have run, the staff's notes, and codes for guests."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "orders_0001"
down_revision = None

UUID = sa.Uuid
TIME = sa.DateTime(timezone=True)
JSON = postgresql.JSONB
ORDER = "orders.order.id"
NUMBER = (
    "'SO-' || extract(year from placed_at at time zone 'UTC')::text || '-' || "
    "lpad(serial::text, greatest(6, length(serial::text)), '0')"
)


def upgrade():
    orders()
    errands()
    notes()
    lookups()


def downgrade():
    for table in ("lookup", "note", "errand", "order"):
        op.drop_table(table, schema="orders")
    op.execute("DROP SEQUENCE orders.order_serial")


def orders():
    op.execute("CREATE SEQUENCE orders.order_serial")
    op.create_table(
        "order",
        sa.Column("id", UUID, primary_key=True),
        sa.Column(
            "serial", sa.BigInteger, server_default=sa.text("nextval('orders.order_serial')"), nullable=False
        ),
        sa.Column("number", sa.String, sa.Computed(NUMBER, persisted=True), nullable=False),
        sa.Column("person_id", UUID),
        sa.Column("cart_id", UUID),
        sa.Column("cart_version", sa.Integer),
        sa.Column("guest_key", sa.LargeBinary),
        sa.Column("email", sa.String),
        sa.Column("language", sa.String),
        sa.Column("shipping_address", JSON),
        sa.Column("billing_address", JSON),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("subtotal_minor", sa.BigInteger, nullable=False),
        sa.Column("discount_minor", sa.BigInteger, nullable=False),
        sa.Column("shipping_minor", sa.BigInteger, nullable=False),
        sa.Column("tax_minor", sa.BigInteger, nullable=False),
        sa.Column("included_tax_minor", sa.BigInteger, nullable=False),
        sa.Column("total_minor", sa.BigInteger, nullable=False),
        sa.Column("shipping_method", sa.String, nullable=False),
        sa.Column("coupon", sa.String),
        sa.Column("lines", JSON, nullable=False),
        sa.Column("attempts", JSON, nullable=False),
        sa.Column("parcels", JSON, nullable=False),
        sa.Column("returns", JSON, nullable=False),
        sa.Column("refunds", JSON, nullable=False),
        sa.Column("history", JSON, nullable=False),
        sa.Column("stage", sa.String, nullable=False),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("why", sa.String, nullable=False),
        sa.Column("detail", sa.String, nullable=False),
        sa.Column("next_who", sa.String),
        sa.Column("next_by", TIME),
        sa.Column("stage_since", TIME, nullable=False),
        sa.Column("stock_released", sa.Boolean, nullable=False),
        sa.Column("shipping_refunded", sa.Boolean, nullable=False),
        sa.Column("forgets", sa.Boolean, nullable=False),
        sa.Column("captured_minor", sa.BigInteger, nullable=False),
        sa.Column("refunded_minor", sa.BigInteger, nullable=False),
        sa.Column("placed_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("number", name="order_number_key"),
        sa.CheckConstraint(
            "subtotal_minor - discount_minor + shipping_minor + tax_minor = total_minor", name="order_adds_up"
        ),
        sa.CheckConstraint("total_minor >= 0 AND discount_minor >= 0", name="order_total_not_negative"),
        sa.CheckConstraint(
            "0 <= refunded_minor AND refunded_minor <= captured_minor", name="order_refund_of_taken"
        ),
        sa.CheckConstraint("(next_who IS NULL) = (next_by IS NULL)", name="order_next_action_whole"),
        schema="orders",
    )
    index("order_cart_key", "order", ["cart_id"], unique=True)
    index("order_of_person", "order", ["person_id", "placed_at", "id"])
    index("order_by_time", "order", ["placed_at", "id"])
    index("order_waiting", "order", ["next_by"], where="next_by IS NOT NULL")
    index("order_of_guest", "order", ["email"], where="person_id IS NULL")


def errands():
    op.create_table(
        "errand",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("order_id", UUID, sa.ForeignKey(ORDER), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("task", JSON, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("wanted_at", TIME, nullable=False),
        sa.Column("ended_at", TIME),
        schema="orders",
    )
    index("ix_orders_errand_order_id", "errand", ["order_id"])
    index("errand_wanted", "errand", ["wanted_at"], where="state = 'wanted'")


def notes():
    op.create_table(
        "note",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("order_id", UUID, sa.ForeignKey(ORDER), nullable=False),
        sa.Column("author_id", UUID, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        schema="orders",
    )
    index("ix_orders_note_order_id", "note", ["order_id"])


def lookups():
    op.create_table(
        "lookup",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("order_id", UUID, sa.ForeignKey(ORDER), nullable=False),
        sa.Column("asked_at", TIME, nullable=False),
        sa.Column("expires_at", TIME, nullable=False),
        sa.Column("tries", sa.Integer, nullable=False),
        schema="orders",
    )
    index("lookup_of_order", "lookup", ["order_id", "asked_at"])


def index(name, table, columns, *, unique=False, where=None):
    predicate = {"postgresql_where": sa.text(where)} if where else {}
    op.create_index(name, table, columns, schema="orders", unique=unique, **predicate)
