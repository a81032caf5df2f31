"""What would be slow to count: all cards are counted as they come and go, those in stock have an index."""

import sqlalchemy as sa
from alembic import op

revision = "catalog_0006"
down_revision = "catalog_0005"

# In slots, so that two who bring products at once do not wait for each other.
COUNT = """
CREATE FUNCTION catalog.count_cards() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
    more bigint;
BEGIN
    SELECT count(*) * CASE TG_OP WHEN 'INSERT' THEN 1 ELSE -1 END INTO more FROM moved;
    IF more <> 0 THEN
        INSERT INTO catalog.card_count AS c (slot, cards) VALUES (pg_backend_pid() % 16, more)
        ON CONFLICT (slot) DO UPDATE SET cards = c.cards + EXCLUDED.cards;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER count_added AFTER INSERT ON catalog.product_card
    REFERENCING NEW TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION catalog.count_cards();
CREATE TRIGGER count_removed AFTER DELETE ON catalog.product_card
    REFERENCING OLD TABLE AS moved FOR EACH STATEMENT EXECUTE FUNCTION catalog.count_cards();
"""
UNCOUNT = """
DROP TRIGGER count_removed ON catalog.product_card;
DROP TRIGGER count_added ON catalog.product_card;
DROP FUNCTION catalog.count_cards();
"""


def upgrade():
    op.create_table(
        "card_count",
        sa.Column("slot", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("cards", sa.BigInteger, nullable=False),
        schema="catalog",
    )
    # Whoever writes cards meanwhile waits: nothing is counted twice or not at all.
    op.execute("LOCK TABLE catalog.product_card IN SHARE ROW EXCLUSIVE MODE")
    op.execute("INSERT INTO catalog.card_count SELECT 0, count(*) FROM catalog.product_card")
    op.execute(COUNT)
    op.create_index(
        "product_card_in_stock",
        "product_card",
        ["price_minor", sa.text("product_id DESC")],
        schema="catalog",
        postgresql_where=sa.text("facets @> '{stock:yes}'"),
    )


def downgrade():
    op.drop_index("product_card_in_stock", schema="catalog")
    op.execute(UNCOUNT)
    op.drop_table("card_count", schema="catalog")
