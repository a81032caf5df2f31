"""Reviews, ratings and purchases."""

import sqlalchemy as sa
from alembic import op

revision = "catalog_0003"
down_revision = "catalog_0002"

UUID = sa.Uuid
TIME = sa.DateTime(timezone=True)


def upgrade():
    op.create_table(
        "review",
        sa.Column("id", UUID, primary_key=True),
        sa.Column("product_id", UUID, sa.ForeignKey("catalog.product.id"), nullable=False),
        sa.Column("author_id", UUID, index=True),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.Column("title", sa.String, nullable=False),
        sa.Column("text", sa.String, nullable=False),
        sa.Column("verified", sa.Boolean, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        sa.Column("written_at", TIME, nullable=False),
        sa.Column("decided_at", TIME),
        sa.Column("version", sa.Integer, nullable=False),
        sa.UniqueConstraint("product_id", "author_id", name="review_one_of_each_author"),
        sa.CheckConstraint("stars BETWEEN 1 AND 5", name="review_stars"),
        schema="catalog",
    )
    op.create_index("review_of_product", "review", ["product_id", "state", "id"], schema="catalog")
    op.create_index("review_in_state", "review", ["state", "id"], schema="catalog")
    op.create_table(
        "rating",
        sa.Column("product_id", UUID, sa.ForeignKey("catalog.product.id"), primary_key=True),
        sa.Column("count", sa.Integer, nullable=False),
        sa.Column("stars", sa.Integer, nullable=False),
        sa.CheckConstraint("count >= 0 AND stars BETWEEN count AND 5 * count", name="rating_adds_up"),
        schema="catalog",
    )
    op.create_table(
        "purchase",
        sa.Column("person_id", UUID, primary_key=True),
        sa.Column("product_id", UUID, sa.ForeignKey("catalog.product.id"), primary_key=True),
        sa.Column("order_id", UUID, nullable=False),
        sa.Column("bought_at", TIME, nullable=False),
        schema="catalog",
    )


def downgrade():
    for table in ("purchase", "rating", "review"):
        op.drop_table(table, schema="catalog")
