"""The read model of sales."""

import sqlalchemy as sa
from alembic import op

revision = "orders_0003"
down_revision = "orders_0002"

NUMBERS = ("gross", "discount", "tax", "revenue")


def upgrade():
    op.create_table(
        "sale",
        sa.Column("order_id", sa.Uuid, primary_key=True),
        sa.Column("variant_id", sa.Uuid, primary_key=True),
        sa.Column("product_id", sa.Uuid, nullable=False),
        sa.Column("day", sa.Date, nullable=False),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("category", sa.String, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("quantity", sa.Integer, nullable=False),
        *(sa.Column(name, sa.BigInteger, nullable=False) for name in NUMBERS),
        sa.Column("order_version", sa.Integer, nullable=False),
        schema="orders",
    )
    op.create_index("sale_by_day", "sale", ["day"], schema="orders")


def downgrade():
    op.drop_table("sale", schema="orders")
