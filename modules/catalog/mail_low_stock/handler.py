"""What is running out, in words: one statement."""

from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from modules.catalog.tables import products, stocks, variants
from souk.database import Transaction
from souk.messages import Query

AVAILABLE = (stocks.c.on_hand - stocks.c.reserved).label("available")
SHORT = (
    select(variants.c.sku, products.c.name, AVAILABLE)
    .join(products, products.c.id == variants.c.product_id)
    .join(stocks, stocks.c.variant_id == variants.c.id)
    .where(variants.c.id == any_(bindparam("ids", type_=ARRAY(Uuid))))
    .order_by(AVAILABLE, variants.c.sku)
)
LONGEST = 1800
LONGEST_NAME = 60


class DescribeShortage(Query[str]):
    """Asks how much is left of these."""

    variant_ids: tuple[UUID, ...]


async def describe_shortage(tx: Transaction, query: DescribeShortage) -> str:
    """As many as a mail has room for."""
    rows = (await tx.execute(SHORT, {"ids": list(query.variant_ids)})).all()
    lines = [f"{row.sku}: {row.available} left of {row.name[:LONGEST_NAME]}" for row in rows]
    return "; ".join(lines)[:LONGEST]
