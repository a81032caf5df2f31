"""Correct how many there are of a variant: by so many, or to so many; with a reason, and once counted."""

from typing import Annotated

from msgspec import Meta
from sqlalchemy import select

from modules.catalog.domain.adjustments import difference
from modules.catalog.domain.stock import MOST, Cause, Quantity
from modules.catalog.domain.stock_books import Books
from modules.catalog.domain.stock_line import StockOf
from modules.catalog.permissions import STOCK
from modules.catalog.tables import products, variants
from modules.catalog.tables.stock_room import Tell, locked_shelves, write_down
from souk.database import Transaction
from souk.kernel import NotFound, Refusal
from souk.messages import Command

Delta = Annotated[int, Meta(ge=-MOST, le=MOST)]
Reason = Annotated[str, Meta(min_length=1, max_length=300, pattern=r"\S")]


class CountedOtherwise(Refusal):
    """There are not as many as the person who corrects it has seen."""

    def __init__(self, on_hand: int) -> None:
        super().__init__("There is another quantity by now.", onHand=on_hand)


class AdjustStock(Command[StockOf]):
    """Either `delta` or `quantity`. With `expected`, only if there are still that many."""

    sku: str
    reason: Reason
    delta: Delta | None = None
    quantity: Quantity | None = None
    expected: Quantity | None = None


async def adjust_stock(tx: Transaction, command: AdjustStock, *, tell: Tell) -> StockOf:
    its = select(variants.c.id, products.c.name).join(products).where(variants.c.sku == command.sku)
    found = (await tx.execute(its)).one_or_none()
    if found is None:
        raise NotFound("variant")
    shelf = (await locked_shelves(tx, [found.id]))[found.id]
    stock = shelf.stock
    if command.expected is not None and stock.on_hand != command.expected:
        raise CountedOtherwise(stock.on_hand)
    cause = Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, reason=command.reason.strip())
    books = Books(cause=cause)
    books.adjust(shelf, difference(command.delta, command.quantity, stock.on_hand))
    write_down(tx, books)
    tell(tx, books)
    tx.publish_staff_action(STOCK, "adjust_stock", f"variant/{found.id}")
    return StockOf(
        variant_id=found.id,
        sku=command.sku,
        product=found.name,
        on_hand=stock.on_hand,
        reserved=stock.reserved,
        low_threshold=stock.low_threshold,
        backorder_limit=stock.backorder_limit,
    )
