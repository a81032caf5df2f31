"""GET /api/admin/stock/low."""

from uuid import UUID

from modules.catalog.edge import StockLines, shown_stock
from modules.catalog.list_low_stock.handler import ListLowStock
from modules.catalog.permissions import STOCK
from souk.bus import Bus
from souk.http import LeafParameters, Visit, get, leaf, requires


@get("/api/admin/stock/low", policy=requires(STOCK))
async def get_low_stock(wanted: LeafParameters, visit: Visit, bus: Bus) -> StockLines:
    """List the variants of which there is no more than their threshold."""
    after = visit.after(wanted.cursor, UUID)[0] if wanted.cursor else None
    found = await bus.ask(ListLowStock(limit=wanted.page_size + 1, after=after))
    page, more = leaf(found, wanted.page_size, lambda line: visit.cursor(line.variant_id))
    return StockLines(
        items=[shown_stock(stock) for stock in page],
        next_cursor=more,
    )
