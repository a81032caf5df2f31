"""Ends an errand, once: each step of a saga has one, so it is said to the driver."""

from uuid import UUID

from sqlalchemy import bindparam, update

from modules.orders.domain.errands import Errand, ErrandState
from modules.orders.tables.errands import errands
from souk.database import Transaction
from souk.database.spoken import Spoken

END = Spoken(
    update(errands)
    .where(errands.c.id == bindparam("errand"), errands.c.state == ErrandState.WANTED)
    .values(state=bindparam("end"), reason=bindparam("why"), ended_at=bindparam("at"))
    .returning(*errands.c)
)


async def end_errand(tx: Transaction, id: UUID, end: ErrandState, reason: str) -> Errand | None:
    """Note that it is done, or given up because the other module refuses; nothing if it has ended before."""
    row = await END.one(tx, {"errand": id, "end": end, "why": reason, "at": tx.now})
    return Errand(**row._asdict()) if row else None
