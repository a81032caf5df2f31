"""GET /api/admin/stock/low."""

from uuid import UUID

from modules.catalog.edge import KeysetParameters, StockLines, shown_stock
from modules.catalog.list_low_stock.handler import ListLowStock
from modules.catalog.permissions import STOCK
from souk.bus import Bus
from souk.http import Visit, get, requires


@get("/api/admin/stock/low", policy=requires(STOCK))
async def get_low_stock(wanted: KeysetParameters, visit: Visit, bus: Bus) -> StockLines:
    """List the variants of which there is no more than their threshold."""
    after = visit.after(wanted.cursor, UUID)[0] if wanted.cursor else None
    size = wanted.page_size
    found = await bus.ask(ListLowStock(limit=size + 1, after=after))
    page = found[:size]
    return StockLines(
        items=[shown_stock(stock) for stock in page],
        next_cursor=visit.cursor(page[-1].variant_id) if len(found) > size else None,
    )
