"""What several endpoints of catalog take and show alike."""

from uuid import UUID

from modules.catalog.domain.edited import Edited
from modules.catalog.domain.stock_line import StockOf
from souk.http import Reply, Shown, version_tag


class EditedShown(Shown):
    """Which one it was; its version is in the ETag."""

    id: UUID
    version: int


def shown(edited: Edited) -> Reply[EditedShown]:
    return Reply(EditedShown(id=edited.id, version=edited.version), headers=[version_tag(edited.version)])


class StockShown(Shown):
    """`available` may still be promised to somebody; `low` is what needs attention."""

    variant_id: UUID
    sku: str
    product: str
    on_hand: int
    reserved: int
    available: int
    low_stock_threshold: int
    backorder_limit: int
    low: bool


class StockLines(Shown):
    items: list[StockShown]
    next_cursor: str | None


def shown_stock(stock: StockOf) -> StockShown:
    available = stock.on_hand - stock.reserved
    return StockShown(
        variant_id=stock.variant_id,
        sku=stock.sku,
        product=stock.product,
        on_hand=stock.on_hand,
        reserved=stock.reserved,
        available=max(available, 0),
        low_stock_threshold=stock.low_threshold,
        backorder_limit=stock.backorder_limit,
        low=available <= stock.low_threshold,
    )
