"""Hears what became of the goods: promised, refused, or no longer promised."""

from modules.catalog.contracts.events import StockRejected, StockReleased, StockReserved
from modules.orders.domain import paying, undoing
from modules.orders.tables.following import News, follow
from modules.orders.tables.keeping import KeepAll
from souk.database import Transaction
from souk.modules import Heard


async def stock_was_reserved(tx: Transaction, heard: list[Heard[StockReserved]], *, keep: KeepAll) -> None:
    news = (News(one.tx, one.event.reservation_id, paying.stock_promised) for one in heard)
    await follow(tx, news, keep)


async def stock_was_rejected(tx: Transaction, heard: list[Heard[StockRejected]], *, keep: KeepAll) -> None:
    news = (News(one.tx, one.event.reservation_id, undoing.stock_refused) for one in heard)
    await follow(tx, news, keep)


async def stock_was_released(tx: Transaction, heard: list[Heard[StockReleased]], *, keep: KeepAll) -> None:
    """What we asked for ourselves is noted when it is done; here an order learns that its time was over."""
    expired = (one for one in heard if one.event.reason == "expired")
    news = (News(one.tx, one.event.reservation_id, undoing.stock_lost) for one in expired)
    await follow(tx, news, keep)
