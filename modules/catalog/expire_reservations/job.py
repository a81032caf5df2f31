"""End the reservations whose time is over; held ones have no time, so a payment under way keeps its goods."""

from collections.abc import Sequence

from sqlalchemy import select
from sqlalchemy.orm import selectinload

from modules.catalog.contracts.commands import StockLine
from modules.catalog.contracts.events import StockReleased
from modules.catalog.domain.reservation import Reservation, ReservationState
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books
from modules.catalog.tables import reservations
from modules.catalog.tables.stock_room import Tell, locked_shelves, write_down
from souk.database import Transaction
from souk.messages import Job

AT_ONCE = 100


class ExpireReservations(Job, wire="catalog.expire_reservations.v1"):
    """So many in one transaction; when there are more, it wants itself done again at once."""


async def expire_reservations(tx: Transaction, _: ExpireReservations, *, tell: Tell) -> None:
    """One that is being held, sold or released this very moment is left to whoever does that."""
    over = await _over(tx)
    given = {reservation.id: reservation.expire() for reservation in over}
    shelves = await locked_shelves(tx, {variant_id for lines in given.values() for variant_id in lines})
    for id, lines in given.items():
        books = Books(cause=Cause(next_id=tx.new_id, at=tx.now, actor_id=None, cause_id=id))
        for variant_id, quantity in lines.items():
            books.expire(shelves[variant_id], quantity)
        write_down(tx, books)
        told = tuple(
            StockLine(variant_id=variant_id, quantity=quantity) for variant_id, quantity in lines.items()
        )
        tx.publish(StockReleased(reservation_id=id, lines=told, reason="expired"))
        tell(tx, books)
    if len(over) == AT_ONCE:
        tx.enqueue(ExpireReservations())


async def _over(tx: Transaction) -> Sequence[Reservation]:
    found = (
        select(Reservation)
        .where(reservations.c.state == ReservationState.OPEN, reservations.c.expires_at <= tx.now)
        .order_by(reservations.c.expires_at)
        .limit(AT_ONCE)
        .options(selectinload(Reservation.lines))  # type: ignore[arg-type] # mapped by the table
        .with_for_update(skip_locked=True)
    )
    return (await tx.execute(found)).scalars().all()
