"""Hears what became of the goods: promised, refused, or no longer promised."""

from collections.abc import Callable
from uuid import UUID

from modules.catalog.contracts.events import StockRejected, StockReleased, StockReserved
from modules.orders.domain import paying, undoing
from modules.orders.domain.changes import Change
from modules.orders.domain.order import Order
from modules.orders.tables.keeping import Keep, change_in
from souk.database import Transaction


async def stock_was_reserved(tx: Transaction, event: StockReserved, *, keep: Keep) -> None:
    await _follow(tx, event.reservation_id, paying.stock_promised, keep)


async def stock_was_rejected(tx: Transaction, event: StockRejected, *, keep: Keep) -> None:
    await _follow(tx, event.reservation_id, undoing.stock_refused, keep)


async def stock_was_released(tx: Transaction, event: StockReleased, *, keep: Keep) -> None:
    """What we asked for ourselves is noted when it is done; here an order learns that its time was over."""
    if event.reason == "expired":
        await _follow(tx, event.reservation_id, undoing.stock_lost, keep)


async def _follow(tx: Transaction, id: UUID, happen: Callable[[Order, Change], None], keep: Keep) -> None:
    order = await tx.get(Order, id, lock=True)
    if order is None:  # a reservation of somebody else's
        return
    change = change_in(tx)
    happen(order, change)
    await keep(tx, order, change)
