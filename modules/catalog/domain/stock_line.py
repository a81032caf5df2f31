"""A line of the stock list."""

from uuid import UUID

from souk.kernel import Value


class StockOf(Value):
    """Of `on_hand`, `reserved` are promised to somebody."""

    variant_id: UUID
    sku: str
    product: str
    on_hand: int
    reserved: int
    low_threshold: int
    backorder_limit: int
