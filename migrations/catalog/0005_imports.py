"""Imports of products."""

import sqlalchemy as sa
from alembic import op

revision = "catalog_0005"
down_revision = "catalog_0004"

TIME = sa.DateTime(timezone=True)
ITS = "catalog.product_import.id"


def upgrade():
    op.create_table(
        "product_import",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("kind", sa.String, nullable=False),
        sa.Column("dry_run", sa.Boolean, nullable=False),
        sa.Column("started_by", sa.Uuid),
        sa.Column("started_at", TIME, nullable=False),
        sa.Column("state", sa.String, nullable=False),
        *(
            sa.Column(name, sa.Integer, nullable=False)
            for name in ("part", "rows", "rows_done", "rows_bad", "products_added", "products_changed")
        ),
        sa.Column("reason", sa.String, nullable=False),
        sa.Column("finished_at", TIME),
        schema="catalog",
    )
    op.create_table(
        "import_part",
        sa.Column("import_id", sa.Uuid, sa.ForeignKey(ITS), primary_key=True),
        sa.Column("number", sa.Integer, primary_key=True),
        sa.Column("content", sa.LargeBinary, nullable=False),
        schema="catalog",
    )
    op.create_table(
        "import_problem",
        sa.Column("id", sa.BigInteger, sa.Identity(always=True), primary_key=True),
        sa.Column("import_id", sa.Uuid, sa.ForeignKey(ITS), nullable=False, index=True),
        sa.Column("line", sa.Integer, nullable=False),
        sa.Column("column", sa.String, nullable=False),
        sa.Column("reason", sa.String, nullable=False),
        schema="catalog",
    )


def downgrade():
    for table in ("import_problem", "import_part", "product_import"):
        op.drop_table(table, schema="catalog")
