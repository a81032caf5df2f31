"""Categories, products, their variants, their stock and its ledger."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "catalog_0001"
down_revision = None

UUID = sa.Uuid
TIME = sa.DateTime(timezone=True)


def upgrade():
    categories()
    products()
    stock()


def downgrade():
    for table in ("stock_movement", "stock", "variant", "product", "category"):
        op.drop_table(table, schema="catalog")


def categories():
    op.create_table(
        "category",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("parent_id", UUID, sa.ForeignKey("catalog.category.id"), index=True),
        sa.Column("path", sa.ARRAY(UUID), nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("slug", name="category_slug_key"),
        sa.CheckConstraint("path[cardinality(path)] = id", name="category_path_ends_here"),
        sa.CheckConstraint(
            "parent_id IS NOT DISTINCT FROM path[cardinality(path) - 1]", name="category_path_through_parent"
        ),
        schema="catalog",
    )
    op.create_index("category_path", "category", ["path"], schema="catalog", postgresql_using="gin")


def products():
    op.create_table(
        "product",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("name", sa.String, nullable=False),
        sa.Column("description", sa.String, nullable=False),
        sa.Column("category_id", UUID, sa.ForeignKey("catalog.category.id"), nullable=False, index=True),
        sa.Column("status", sa.String, nullable=False),
        sa.Column("attributes", postgresql.JSONB, nullable=False),
        sa.Column("media", postgresql.JSONB, nullable=False),
        sa.Column("created_at", TIME, nullable=False),
        sa.Column("updated_at", TIME, nullable=False),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("slug", name="product_slug_key"),
        schema="catalog",
    )
    op.create_table(
        "variant",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("product_id", UUID, sa.ForeignKey("catalog.product.id"), nullable=False, index=True),
        sa.Column("sku", sa.String, nullable=False),
        sa.Column("options", postgresql.JSONB, nullable=False),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("currency", sa.String, nullable=False),
        sa.Column("weight_grams", sa.Integer, nullable=False),
        sa.Column("position", sa.Integer, nullable=False),
        sa.UniqueConstraint("sku", name="variant_sku_key"),
        sa.CheckConstraint("price_minor >= 0", name="variant_price_not_negative"),
        sa.CheckConstraint("currency ~ '^[A-Z]{3}$'", name="variant_currency_is_a_code"),
        schema="catalog",
    )


def stock():
    op.create_table(
        "stock",
        sa.Column("variant_id", UUID, sa.ForeignKey("catalog.variant.id"), primary_key=True),
        sa.Column("on_hand", sa.Integer, nullable=False),
        sa.Column("reserved", sa.Integer, nullable=False),
        sa.Column("low_threshold", sa.Integer, nullable=False),
        sa.CheckConstraint("on_hand >= 0 AND reserved >= 0", name="stock_not_negative"),
        sa.CheckConstraint("on_hand - reserved >= 0", name="stock_never_oversold"),
        schema="catalog",
    )
    op.create_table(
        "stock_movement",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("variant_id", UUID, sa.ForeignKey("catalog.variant.id"), nullable=False),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("on_hand_change", sa.Integer, nullable=False),
        sa.Column("reserved_change", sa.Integer, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("actor_id", UUID),
        sa.Column("moved_at", TIME, nullable=False),
        schema="catalog",
    )
    op.create_index(
        "stock_movement_of_variant", "stock_movement", ["variant_id", "moved_at"], schema="catalog"
    )
