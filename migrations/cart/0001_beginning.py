"""Carts: a row each, with its lines in it."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "cart_0001"
down_revision = None

TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "cart",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("owner_id", sa.Uuid),
        sa.Column("guest_key", sa.Uuid),
        sa.Column("lines", postgresql.JSONB, nullable=False),
        sa.Column("coupon", sa.String),
        sa.Column("last_order", postgresql.JSONB),
        sa.Column("version", sa.Integer, nullable=False),
        sa.Column("changed_at", TIME, nullable=False),
        sa.UniqueConstraint("owner_id", name="cart_owner_id_key"),
        sa.UniqueConstraint("guest_key", name="cart_guest_key_key"),
        sa.CheckConstraint("(owner_id IS NULL) <> (guest_key IS NULL)", name="cart_of_somebody"),
        schema="cart",
    )
    op.create_index("cart_changed_at", "cart", ["changed_at"], schema="cart")
    op.create_index(
        "cart_empty",
        "cart",
        ["changed_at"],
        schema="cart",
        postgresql_where=sa.text("lines = '[]'::jsonb"),
    )


def downgrade():
    op.drop_table("cart", schema="cart")
