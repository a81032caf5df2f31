"""Tells the others what came of moving stock: bound to the slices that move it in module.py."""

from modules.catalog.contracts.events import StockChanged, StockRanLow
from modules.catalog.domain.stock_books import Books
from souk.database import Transaction


def tell(tx: Transaction, books: Books) -> None:
    """Announce what sold out or came back, and what has just run low."""
    for product_id in sorted(books.turned):
        tx.publish(StockChanged(product_id=product_id))
    for shelf in books.ran_low:
        stock = shelf.stock
        ran_low = StockRanLow(
            variant_id=stock.variant_id,
            product_id=shelf.product_id,
            available=max(stock.available, 0),
            threshold=stock.low_threshold,
        )
        tx.publish(ran_low)
