"""Reservations of stock, backorders, and variants that are no longer sold."""

import sqlalchemy as sa
from alembic import op

revision = "catalog_0002"
down_revision = "catalog_0001"

UUID = sa.Uuid
TIME = sa.DateTime(timezone=True)
ZERO = sa.text("0")


def upgrade():
    op.add_column(
        "variant",
        sa.Column("retired", sa.Boolean, nullable=False, server_default=sa.false()),
        schema="catalog",
    )
    stock()
    reservations()


def downgrade():
    for table in ("stock_request", "reservation_line", "reservation"):
        op.drop_table(table, schema="catalog")
    op.drop_index("stock_low", "stock", schema="catalog")
    for name in ("stock_never_oversold", "stock_not_negative"):
        op.drop_constraint(name, "stock", schema="catalog")
    op.create_check_constraint(
        "stock_not_negative", "stock", "on_hand >= 0 AND reserved >= 0", schema="catalog"
    )
    op.create_check_constraint("stock_never_oversold", "stock", "on_hand - reserved >= 0", schema="catalog")
    op.drop_column("stock", "backorder_limit", schema="catalog")
    op.drop_column("stock_movement", "cause_id", schema="catalog")
    op.drop_column("variant", "retired", schema="catalog")


def stock():
    op.add_column("stock_movement", sa.Column("cause_id", UUID), schema="catalog")
    op.add_column(
        "stock",
        sa.Column("backorder_limit", sa.Integer, nullable=False, server_default=ZERO),
        schema="catalog",
    )
    for name in ("stock_never_oversold", "stock_not_negative"):
        op.drop_constraint(name, "stock", schema="catalog")
    op.create_check_constraint(
        "stock_not_negative",
        "stock",
        "on_hand >= 0 AND reserved >= 0 AND backorder_limit >= 0",
        schema="catalog",
    )
    op.create_check_constraint(
        "stock_never_oversold", "stock", "on_hand - reserved >= -backorder_limit", schema="catalog"
    )
    op.create_index(
        "stock_low",
        "stock",
        ["variant_id"],
        schema="catalog",
        postgresql_where=sa.text("on_hand - reserved <= low_threshold"),
    )


def reservations():
    op.create_table(
        "reservation",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("made_at", TIME, nullable=False),
        sa.Column("expires_at", TIME),
        sa.CheckConstraint(
            "(state = 'open') = (expires_at IS NOT NULL)", name="reservation_open_ones_expire"
        ),
        schema="catalog",
    )
    op.create_index(
        "reservation_expiring",
        "reservation",
        ["expires_at"],
        schema="catalog",
        postgresql_where=sa.text("state = 'open'"),
    )
    op.create_table(
        "reservation_line",
        sa.Column("reservation_id", UUID, sa.ForeignKey("catalog.reservation.id"), primary_key=True),
        sa.Column("variant_id", UUID, sa.ForeignKey("catalog.variant.id"), primary_key=True),
        sa.Column("quantity", sa.Integer, nullable=False),
        sa.Column("sold", sa.Integer, nullable=False),
        sa.Column("released", sa.Integer, nullable=False),
        sa.CheckConstraint("sold >= 0 AND released >= 0", name="reservation_line_not_negative"),
        sa.CheckConstraint("sold + released <= quantity", name="reservation_line_not_overdrawn"),
        schema="catalog",
    )
    op.create_table(
        "stock_request",
        sa.Column("kind", sa.String, primary_key=True),
        sa.Column("id", UUID, primary_key=True),
        sa.Column("carried_out_at", TIME, nullable=False),
        schema="catalog",
    )
