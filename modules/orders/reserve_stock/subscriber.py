"""Hears OrderPlaced: has catalog promise the goods."""

from modules.catalog.contracts.commands import ReserveStock, ReserveTogether, StockLine
from modules.orders.contracts.events import OrderPlaced
from modules.orders.domain.waiting import RESERVED_FOR
from souk.database import Transaction
from souk.messages import OnBehalf
from souk.modules import Heard, Then


async def reserve_stock(tx: Transaction, heard: list[Heard[OrderPlaced]]) -> Then | None:
    """The reservation bears the order's id, so that asking twice promises once. Nothing is written here."""
    wishes = tuple(OnBehalf(context=one.tx.context, command=_wish(one.tx, one.event)) for one in heard)
    await tx.do(ReserveTogether(wishes=wishes))
    return None


def _wish(tx: Transaction, event: OrderPlaced) -> ReserveStock:
    lines = tuple(StockLine(variant_id=one.variant_id, quantity=one.quantity) for one in event.goods)
    return ReserveStock(reservation_id=event.order_id, lines=lines, expires_at=tx.now + RESERVED_FOR)
