"""Give promised stock back; what was never promised is marked, so that it never will be."""

from modules.catalog.contracts.commands import Acknowledged, ReleaseReservation, StockLine
from modules.catalog.contracts.events import StockReleased
from modules.catalog.domain.reservation import ReservationState, summed
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books
from modules.catalog.tables.stock_room import (
    Tell,
    first_time,
    first_to_name,
    locked_reservation,
    locked_shelves,
    write_down,
)
from souk.database import Transaction


async def release_reservation(tx: Transaction, command: ReleaseReservation, *, tell: Tell) -> Acknowledged:
    id = command.reservation_id
    if await first_to_name(tx, id, ReservationState.TOMBSTONE, tx.now, None):
        return Acknowledged()
    reservation = await locked_reservation(tx, id)
    if reservation is None or not await first_time(tx, "release", command.release_id):
        return Acknowledged()
    given = reservation.release(summed(command.lines) if command.lines else None)
    if not given:
        return Acknowledged()
    shelves = await locked_shelves(tx, given)
    books = Books(cause=Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, cause_id=id))
    for variant_id, quantity in given.items():
        books.release(shelves[variant_id], quantity)
    write_down(tx, books)
    lines = tuple(
        StockLine(variant_id=variant_id, quantity=quantity) for variant_id, quantity in given.items()
    )
    tx.publish(StockReleased(reservation_id=id, lines=lines, reason="released"))
    tell(tx, books)
    return Acknowledged()
