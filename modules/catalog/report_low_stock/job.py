"""The daily digest of what is running out."""

from sqlalchemy import select

from modules.catalog.contracts.events import LowStockReported
from modules.catalog.domain.product import ProductStatus
from modules.catalog.tables import products, stocks, variants
from souk.database import Transaction
from souk.messages import Job

NAMED = 100


class ReportLowStock(Job, wire="catalog.report_low_stock.v1"):
    """Says nothing on a day on which nothing is low."""


async def report_low_stock(tx: Transaction, _: ReportLowStock) -> None:
    is_low = stocks.c.on_hand - stocks.c.reserved <= stocks.c.low_threshold
    low = (
        select(stocks.c.variant_id)
        .join(variants, variants.c.id == stocks.c.variant_id)
        .join(products, products.c.id == variants.c.product_id)
        .where(is_low, ~variants.c.retired, products.c.status == ProductStatus.ACTIVE)
        .order_by(stocks.c.on_hand - stocks.c.reserved, stocks.c.variant_id)
    )
    ids = (await tx.execute(low)).scalars().all()
    if ids:
        tx.publish(LowStockReported(count=len(ids), variant_ids=tuple(ids[:NAMED])))
