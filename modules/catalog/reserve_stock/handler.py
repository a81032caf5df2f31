"""Promise all lines of a reservation, or nothing."""

from collections.abc import Mapping
from uuid import UUID

from modules.catalog.contracts.commands import Acknowledged, ReserveStock
from modules.catalog.contracts.events import StockRejected, StockReserved
from modules.catalog.domain.reservation import ReservationState, summed
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books, Shelves
from modules.catalog.tables.promising import refuse_promise, shelves_to_promise, write_promise
from modules.catalog.tables.stock_room import Tell, first_to_name, locked_reservation
from souk.database import Transaction


async def reserve_stock(tx: Transaction, command: ReserveStock, *, tell: Tell) -> Acknowledged:
    id = command.reservation_id
    if not await first_to_name(tx, id, ReservationState.OPEN, tx.now, command.expires_at):
        await _answer_again(tx, id)
        return Acknowledged()
    wanted = summed(command.lines)
    shelves = await shelves_to_promise(tx, wanted)
    missing = _missing(wanted, shelves)
    if missing:
        await refuse_promise(tx, id)
        tx.publish(StockRejected(reservation_id=id, variant_ids=missing))
        return Acknowledged()
    books = Books(cause=Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, cause_id=id))
    for variant_id, quantity in wanted.items():
        books.promise(shelves[variant_id], quantity)
    await write_promise(tx, id, books, shelves)
    tx.publish(StockReserved(reservation_id=id))
    tell(tx, books)
    return Acknowledged()


async def _answer_again(tx: Transaction, id: UUID) -> None:
    """What was decided before stays; what was released before it was asked for is refused now."""
    reservation = await locked_reservation(tx, id)
    if reservation is not None and reservation.state is ReservationState.TOMBSTONE:
        reservation.reject()
        tx.publish(StockRejected(reservation_id=id, variant_ids=()))


def _missing(wanted: Mapping[UUID, int], shelves: Shelves) -> tuple[UUID, ...]:
    """Of which there is too little, or which are not sold."""
    return tuple(
        variant_id
        for variant_id, quantity in wanted.items()
        if (shelf := shelves.get(variant_id)) is None
        or not shelf.sellable
        or shelf.stock.orderable < quantity
    )
