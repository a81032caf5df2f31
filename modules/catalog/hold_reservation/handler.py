"""Let a reservation no longer expire."""

from modules.catalog.contracts.commands import HoldAnswer, HoldReservation
from modules.catalog.domain.reservation import Reservation
from souk.database import Transaction


async def hold_reservation(tx: Transaction, command: HoldReservation) -> HoldAnswer:
    """It races with its own expiry for the lock on its row: whoever comes first is right."""
    reservation = await tx.get(Reservation, command.reservation_id, lock=True)
    return HoldAnswer(held=reservation is not None and reservation.hold())
