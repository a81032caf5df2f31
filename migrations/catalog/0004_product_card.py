"""The read model of the storefront, and the words that its search knows."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "catalog_0004"
down_revision = "catalog_0003"

TEXT = sa.String(collation="C")
TEXTS = sa.ARRAY(TEXT)

# What is filtered and sorted by stays narrow: the finished bytes lie beside it, fetched for a page only.
STORAGE = """
ALTER TABLE catalog.product_card
    ALTER COLUMN card SET STORAGE EXTERNAL,
    ALTER COLUMN page SET STORAGE EXTENDED,
    ALTER COLUMN words SET STORAGE MAIN,
    ALTER COLUMN card SET COMPRESSION DEFAULT,
    SET (toast_tuple_target = 256, autovacuum_vacuum_insert_scale_factor = 0.02);
"""


def upgrade():
    op.create_table(
        "product_card",
        sa.Column("product_id", sa.Uuid, sa.ForeignKey("catalog.product.id"), primary_key=True),
        sa.Column("slug", sa.String, nullable=False),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("rating", sa.Float, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("facets", TEXTS, nullable=False),
        sa.Column("skus", TEXTS, nullable=False),
        sa.Column("words", postgresql.TSVECTOR, nullable=False),
        sa.Column("card", sa.LargeBinary, nullable=False),
        sa.Column("page", sa.LargeBinary, nullable=False),
        sa.Column("compiled_at", sa.DateTime(timezone=True), nullable=False),
        schema="catalog",
    )
    op.execute(STORAGE)
    op.create_table(
        "search_word",
        sa.Column("word", TEXT, primary_key=True),
        sa.Column("shortened", TEXTS, nullable=False),
        schema="catalog",
    )
    indexes()


def downgrade():
    op.drop_table("search_word", schema="catalog")
    op.drop_table("product_card", schema="catalog")


def indexes():
    sorted_by = {
        "slug": ["slug"],
        "by_name": ["name_key", sa.text("product_id DESC")],
        "by_price": ["price_minor", sa.text("product_id DESC")],
        "by_price_down": [sa.text("price_minor DESC"), sa.text("product_id DESC")],
        "by_name_down": [sa.text("name_key DESC"), sa.text("product_id DESC")],
        "by_rating": [sa.text("rating DESC"), sa.text("product_id DESC")],
    }
    for name, columns in sorted_by.items():
        op.create_index(
            f"product_card_{name}", "product_card", columns, schema="catalog", unique=name == "slug"
        )
    for name in ("facets", "skus", "words"):
        op.create_index(
            f"product_card_{name}", "product_card", [name], schema="catalog", postgresql_using="gin"
        )
    op.create_index(
        "search_word_shortened", "search_word", ["shortened"], schema="catalog", postgresql_using="gin"
    )
