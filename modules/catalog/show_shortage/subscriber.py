"""Shows staff what has just run low."""

from collections.abc import Sequence
from uuid import UUID

from modules.catalog.contracts.events import StockRanLow
from modules.catalog.permissions import STOCK
from souk.database import Transaction
from souk.messages import LiveMessage, Notice, for_staff


class StockLow(LiveMessage, wire="stock.low"):
    """So many are left of a variant, which is its threshold or less."""

    variant_id: UUID
    product_id: UUID
    available: int


async def show_shortage(_tx: Transaction, events: Sequence[StockRanLow]) -> list[Notice]:
    return [
        for_staff(
            STOCK,
            StockLow(variant_id=event.variant_id, product_id=event.product_id, available=event.available),
        )
        for event in events
    ]
