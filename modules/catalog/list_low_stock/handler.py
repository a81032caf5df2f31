"""Of what there is no more than its threshold, in order of the variants' ids."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.catalog.domain.stock_line import StockOf
from modules.catalog.tables import stocks, variants
from modules.catalog.tables.stock_list import LINES, stock_of
from souk.database import Transaction
from souk.messages import Query


class ListLowStock(Query[list[StockOf]]):
    limit: Annotated[int, Meta(ge=1, le=101)]
    after: UUID | None = None


async def list_low_stock(tx: Transaction, query: ListLowStock) -> list[StockOf]:
    is_low = stocks.c.on_hand - stocks.c.reserved <= stocks.c.low_threshold
    wanted = LINES.where(is_low, ~variants.c.retired).order_by(stocks.c.variant_id).limit(query.limit)
    if query.after is not None:
        wanted = wanted.where(stocks.c.variant_id > query.after)
    return [stock_of(row) for row in await tx.execute(wanted)]
