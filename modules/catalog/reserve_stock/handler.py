"""Promise all lines of a reservation, or nothing; for one, or for many at once."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple
from uuid import UUID

from modules.catalog.contracts.commands import Acknowledged, ReserveStock, ReserveTogether
from modules.catalog.contracts.events import StockRejected, StockReserved
from modules.catalog.domain.reservation import ReservationState, summed
from modules.catalog.domain.stock import Cause
from modules.catalog.domain.stock_books import Books, Shelves
from modules.catalog.tables.promising import (
    Promise,
    name_reservations,
    refuse_promise,
    shelves_to_promise,
    write_promises,
)
from modules.catalog.tables.stock_room import Tell, locked_reservation
from souk.database import Transaction

Wanted = Mapping[UUID, int]


class Wish(NamedTuple):
    """What is to be promised, and the view of the transaction in whose name."""

    tx: Transaction
    command: ReserveStock


async def reserve_stock(tx: Transaction, command: ReserveStock, *, tell: Tell) -> Acknowledged:
    return await _reserve(tx, [Wish(tx, command)], tell)


async def reserve_together(tx: Transaction, command: ReserveTogether, *, tell: Tell) -> Acknowledged:
    wishes = [Wish(tx.caused_by(wish.context), wish.command) for wish in command.wishes]
    return await _reserve(tx, wishes, tell)


async def _reserve(tx: Transaction, wishes: Sequence[Wish], tell: Tell) -> Acknowledged:
    """Reservations are locked first, then all stock that any of them wants, each in order of the ids."""
    new = await name_reservations(tx, [_promise(wish) for wish in wishes])
    first: dict[UUID, Wish] = {}
    for wish in wishes:
        id = wish.command.reservation_id
        if id in new and id not in first:
            first[id] = wish
        else:
            await _answer_again(wish)
    if not first:
        return Acknowledged()
    wanted = [(wish, summed(wish.command.lines)) for wish in first.values()]
    shelves = await shelves_to_promise(tx, {id for _, lines in wanted for id in lines})
    books = [await _decided(wish, lines, shelves, tell) for wish, lines in wanted]
    await write_promises(tx, books, shelves)
    return Acknowledged()


def _promise(wish: Wish) -> Promise:
    command = wish.command
    return Promise(id=command.reservation_id, made_at=wish.tx.now, expires_at=command.expires_at)


async def _decided(wish: Wish, wanted: Wanted, shelves: Shelves, tell: Tell) -> Books:
    """Promise it, on the shelves as those before have left them, or refuse it."""
    tx, id = wish.tx, wish.command.reservation_id
    books = Books(cause=Cause(next_id=tx.new_id, at=tx.now, actor_id=tx.actor.id, cause_id=id))
    missing = _missing(wanted, shelves)
    if missing:
        await refuse_promise(tx, id)
        tx.publish(StockRejected(reservation_id=id, variant_ids=missing))
        return books
    for variant_id, quantity in wanted.items():
        books.promise(shelves[variant_id], quantity)
    tx.publish(StockReserved(reservation_id=id))
    tell(tx, books)
    return books


async def _answer_again(wish: Wish) -> None:
    """What was decided before stays; what was released before it was asked for is refused now."""
    tx, id = wish.tx, wish.command.reservation_id
    reservation = await locked_reservation(tx, id)
    if reservation is not None and reservation.state is ReservationState.TOMBSTONE:
        reservation.reject()
        tx.publish(StockRejected(reservation_id=id, variant_ids=()))


def _missing(wanted: Wanted, shelves: Shelves) -> tuple[UUID, ...]:
    """Of which there is too little, or which are not sold."""
    return tuple(
        variant_id
        for variant_id, quantity in wanted.items()
        if (shelf := shelves.get(variant_id)) is None
        or not shelf.sellable
        or shelf.stock.orderable < quantity
    )
