"""Take what was promised out of the house, parcel by parcel."""

from modules.catalog.contracts.commands import Acknowledged, CommitReservation
from modules.catalog.domain.reservation import ReservationGone, summed
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books
from modules.catalog.tables.stock_room import (
    Tell,
    first_time,
    locked_reservation,
    locked_shelves,
    write_down,
)
from souk.database import Transaction


async def commit_reservation(tx: Transaction, command: CommitReservation, *, tell: Tell) -> Acknowledged:
    reservation = await locked_reservation(tx, command.reservation_id)
    if reservation is None:
        raise ReservationGone
    if not await first_time(tx, "parcel", command.parcel_id):
        return Acknowledged()
    wanted = summed(command.lines)
    reservation.sell(wanted)
    shelves = await locked_shelves(tx, wanted)
    cause = Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, cause_id=command.reservation_id)
    books = Books(cause=cause)
    for variant_id, quantity in wanted.items():
        books.sell(shelves[variant_id], quantity)
    write_down(tx, books)
    tell(tx, books)
    return Acknowledged()
