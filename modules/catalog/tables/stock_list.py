"""The statement behind the stock lists."""

from typing import Any

from sqlalchemy import Row, Select, select

from modules.catalog.domain.stock_line import StockOf
from modules.catalog.tables.goods import products, variants
from modules.catalog.tables.stock import stocks

LINES: Select[*tuple[Any, ...]] = (
    select(
        stocks.c.variant_id,
        variants.c.sku,
        products.c.name.label("product"),
        stocks.c.on_hand,
        stocks.c.reserved,
        stocks.c.low_threshold,
        stocks.c.backorder_limit,
    )
    .join(variants, variants.c.id == stocks.c.variant_id)
    .join(products, products.c.id == variants.c.product_id)
)


def stock_of(row: Row[Any]) -> StockOf:
    return StockOf(
        variant_id=row.variant_id,
        sku=row.sku,
        product=row.product,
        on_hand=row.on_hand,
        reserved=row.reserved,
        low_threshold=row.low_threshold,
        backorder_limit=row.backorder_limit,
    )
