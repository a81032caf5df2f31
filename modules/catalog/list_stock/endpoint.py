"""GET /api/admin/stock."""

from typing import Annotated

from msgspec import Meta

from modules.catalog.edge import StockLines, shown_stock
from modules.catalog.list_stock.handler import ListStock
from modules.catalog.permissions import STOCK
from souk.bus import Bus
from souk.http import LeafParameters, Visit, get, leaf, requires


class StockWanted(LeafParameters):
    sku: Annotated[str, Meta(max_length=64)] = ""


@get("/api/admin/stock", policy=requires(STOCK))
async def get_stock(wanted: StockWanted, visit: Visit, bus: Bus) -> StockLines:
    """List how many there are of each variant, in order of the SKUs; `sku` is how they begin."""
    after = visit.after(wanted.cursor, str)[0] if wanted.cursor else ""
    found = await bus.ask(ListStock(limit=wanted.page_size + 1, after=after, begins=wanted.sku))
    page, more = leaf(found, wanted.page_size, lambda line: visit.cursor(line.sku))
    return StockLines(
        items=[shown_stock(stock) for stock in page],
        next_cursor=more,
    )
