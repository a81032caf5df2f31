"""Let a reservation no longer expire."""

from modules.catalog.contracts.commands import HoldAnswer, HoldReservation
from modules.catalog.tables.stock_room import locked_reservation
from souk.database import Transaction


async def hold_reservation(tx: Transaction, command: HoldReservation) -> HoldAnswer:
    """It races with its own expiry for the lock on its row: whoever comes first is right."""
    reservation = await locked_reservation(tx, command.reservation_id)
    return HoldAnswer(held=reservation is not None and reservation.hold())
