"""What cards are found by, in narrow rows: the bytes of card and page made every search read wide ones.

Triggers keep it, so that a version that knows nothing of it keeps it too. While such a one still serves, its
lists are sorted without an index: slower, and right.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "catalog_0007"
down_revision = "catalog_0006"

TEXT = sa.String(collation="C")
TEXTS = sa.ARRAY(TEXT)
COLUMNS = "product_id, price_minor, rating, name_key, facets, skus, words"
SORTED_BY = {
    "by_name": ["name_key", sa.text("product_id DESC")],
    "by_price": ["price_minor", sa.text("product_id DESC")],
    "by_price_down": [sa.text("price_minor DESC"), sa.text("product_id DESC")],
    "by_name_down": [sa.text("name_key DESC"), sa.text("product_id DESC")],
    "by_rating": [sa.text("rating DESC"), sa.text("product_id DESC")],
}
FOUND_BY = ("facets", "skus", "words")
# A picture, or one piece less, changes a card and not its label, whose indexes are left alone then.
KEEP = f"""
CREATE FUNCTION catalog.label_cards() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    IF TG_OP = 'DELETE' THEN
        DELETE FROM catalog.card_label AS l USING moved WHERE l.product_id = moved.product_id;
    ELSE
        INSERT INTO catalog.card_label AS l ({COLUMNS}) SELECT {COLUMNS} FROM moved
        ON CONFLICT (product_id) DO UPDATE SET price_minor = EXCLUDED.price_minor, rating = EXCLUDED.rating,
            name_key = EXCLUDED.name_key, facets = EXCLUDED.facets, skus = EXCLUDED.skus,
            words = EXCLUDED.words
        WHERE (l.price_minor, l.rating, l.name_key, l.facets, l.skus, l.words) IS DISTINCT FROM
            (EXCLUDED.price_minor, EXCLUDED.rating, EXCLUDED.name_key, EXCLUDED.facets, EXCLUDED.skus,
             EXCLUDED.words);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER label_added AFTER INSERT ON catalog.product_card
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION catalog.label_cards();
CREATE TRIGGER label_changed AFTER UPDATE ON catalog.product_card
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION catalog.label_cards();
CREATE TRIGGER label_removed AFTER DELETE ON catalog.product_card
    REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION catalog.label_cards();
"""
KEEP_NO_MORE = """
DROP TRIGGER label_removed ON catalog.product_card;
DROP TRIGGER label_changed ON catalog.product_card;
DROP TRIGGER label_added ON catalog.product_card;
DROP FUNCTION catalog.label_cards();
"""


def upgrade():
    op.create_table(
        "card_label",
        sa.Column("product_id", sa.Uuid, primary_key=True),
        sa.Column("price_minor", sa.BigInteger, nullable=False),
        sa.Column("rating", sa.Float, nullable=False),
        sa.Column("name_key", TEXT, nullable=False),
        sa.Column("facets", TEXTS, nullable=False),
        sa.Column("skus", TEXTS, nullable=False),
        sa.Column("words", postgresql.TSVECTOR, nullable=False),
        schema="catalog",
    )
    op.execute("ALTER TABLE catalog.card_label SET (autovacuum_vacuum_insert_scale_factor = 0.02)")
    # Whoever writes cards meanwhile waits: none is left out.
    op.execute("LOCK TABLE catalog.product_card IN SHARE ROW EXCLUSIVE MODE")
    op.execute(f"INSERT INTO catalog.card_label ({COLUMNS}) SELECT {COLUMNS} FROM catalog.product_card")
    op.execute(KEEP)
    remove_indexes("product_card")
    add_indexes("card_label")
    op.execute("ANALYZE catalog.card_label")


def downgrade():
    op.execute(KEEP_NO_MORE)
    op.drop_table("card_label", schema="catalog")
    add_indexes("product_card")


def add_indexes(table):
    for name, columns in SORTED_BY.items():
        op.create_index(f"{table}_{name}", table, columns, schema="catalog")
    for name in FOUND_BY:
        op.create_index(f"{table}_{name}", table, [name], schema="catalog", postgresql_using="gin")
    op.create_index(
        f"{table}_in_stock",
        table,
        ["price_minor", sa.text("product_id DESC")],
        schema="catalog",
        postgresql_where=sa.text("facets @> '{stock:yes}'"),
    )


def remove_indexes(table):
    for name in (*SORTED_BY, *FOUND_BY, "in_stock"):
        op.drop_index(f"{table}_{name}", table, schema="catalog")
