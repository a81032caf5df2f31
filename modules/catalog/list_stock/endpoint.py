"""GET /api/admin/stock."""

from typing import Annotated

from msgspec import Meta

from modules.catalog.edge import KeysetParameters, StockLines, shown_stock
from modules.catalog.list_stock.handler import ListStock
from modules.catalog.permissions import STOCK
from souk.bus import Bus
from souk.http import Visit, get, requires


class StockWanted(KeysetParameters):
    sku: Annotated[str, Meta(max_length=64)] = ""


@get("/api/admin/stock", policy=requires(STOCK))
async def get_stock(wanted: StockWanted, visit: Visit, bus: Bus) -> StockLines:
    """List how many there are of each variant, in order of the SKUs; `sku` is how they begin."""
    after = visit.after(wanted.cursor, str)[0] if wanted.cursor else ""
    size = wanted.page_size
    found = await bus.ask(ListStock(limit=size + 1, after=after, begins=wanted.sku))
    page = found[:size]
    return StockLines(
        items=[shown_stock(stock) for stock in page],
        next_cursor=visit.cursor(page[-1].sku) if len(found) > size else None,
    )
