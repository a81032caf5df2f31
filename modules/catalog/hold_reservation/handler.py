"""Let a reservation no longer expire."""

from sqlalchemy import bindparam, update

from modules.catalog.contracts.commands import HoldAnswer, HoldReservation
from modules.catalog.domain.reservation import LIVE, ReservationState
from modules.catalog.tables import reservations
from souk.database import Transaction
from souk.database.columns import any_of
from souk.database.spoken import Spoken

HOLD = Spoken(
    update(reservations)
    .where(reservations.c.id == bindparam("reservation"), reservations.c.state == any_of(LIVE))
    .values(state=ReservationState.HELD, expires_at=None)
    .returning(reservations.c.id)
)


async def hold_reservation(tx: Transaction, command: HoldReservation) -> HoldAnswer:
    """It races with its own expiry for the lock on its row: whoever comes first is right."""
    return HoldAnswer(held=await HOLD.at_once(tx, {"reservation": command.reservation_id}) is not None)
