"""Hears OrderPlaced: has catalog promise the goods."""

from modules.catalog.contracts.commands import ReserveStock, StockLine
from modules.orders.contracts.events import OrderPlaced
from modules.orders.domain.waiting import RESERVED_FOR
from souk.database import Transaction
from souk.modules import Then


async def reserve_stock(tx: Transaction, event: OrderPlaced) -> Then | None:
    """The reservation bears the order's id, so that asking twice promises once. Nothing is written here."""
    lines = tuple(StockLine(variant_id=one.variant_id, quantity=one.quantity) for one in event.goods)
    expires_at = tx.now + RESERVED_FOR
    await tx.do(ReserveStock(reservation_id=event.order_id, lines=lines, expires_at=expires_at))
    return None
