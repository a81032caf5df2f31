"""Let reservations no longer expire."""

from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import array

from modules.catalog.contracts.commands import HoldAnswer, HoldReservation, HoldTogether
from modules.catalog.domain.reservation import LIVE, ReservationState
from modules.catalog.tables import reservations
from souk.database import Transaction
from souk.database.columns import any_of
from souk.database.spoken import Spoken

LOCKED = (
    select(reservations.c.id)
    .where(
        reservations.c.id == any_(bindparam("reservations", type_=ARRAY(Uuid))),
        reservations.c.state == any_of(LIVE),
    )
    .order_by(reservations.c.id)
    .with_for_update()
    .cte("live")
)
HELD = (
    update(reservations)
    .where(reservations.c.id == LOCKED.c.id)
    .values(state=ReservationState.HELD, expires_at=None)
    .returning(reservations.c.id)
    .cte("held")
)
HOLD = Spoken(select(func.coalesce(func.array_agg(HELD.c.id), array([], type_=Uuid)).label("ids")))
"""Locked in the order of their ids; one row, whatever is held."""


async def hold_reservation(tx: Transaction, command: HoldReservation) -> HoldAnswer:
    """It races with its own expiry for the lock on its row: whoever comes first is right."""
    return HoldAnswer(held=bool(await _held(tx, [command.reservation_id])))


async def hold_together(tx: Transaction, command: HoldTogether) -> tuple[UUID, ...]:
    return tuple(await _held(tx, list(command.reservation_ids)))


async def _held(tx: Transaction, ids: list[UUID]) -> list[UUID]:
    row = await HOLD.at_once(tx, {"reservations": ids})
    return list(row.ids)
