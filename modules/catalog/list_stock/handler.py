"""How many there are of each variant, in order of the SKUs."""

from typing import Annotated

from msgspec import Meta

from modules.catalog.domain.stock_line import StockOf
from modules.catalog.tables import variants
from modules.catalog.tables.stock_list import LINES, stock_of
from souk.database import Transaction
from souk.messages import Query


class ListStock(Query[list[StockOf]]):
    """So many behind that SKU; `begins` is how their SKUs begin."""

    limit: Annotated[int, Meta(ge=1, le=101)]
    after: str = ""
    begins: Annotated[str, Meta(max_length=64)] = ""


async def list_stock(tx: Transaction, query: ListStock) -> list[StockOf]:
    wanted = LINES.where(variants.c.sku > query.after).order_by(variants.c.sku).limit(query.limit)
    if query.begins:
        wanted = wanted.where(variants.c.sku.startswith(query.begins, autoescape=True))
    return [stock_of(row) for row in await tx.execute(wanted)]
