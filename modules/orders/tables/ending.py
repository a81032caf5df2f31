"""Ends errands, each once: every step of a saga has one, so it is said to the driver."""

from collections.abc import Iterable
from datetime import datetime
from uuid import UUID

from sqlalchemy import bindparam, text
from sqlalchemy.dialects.postgresql import JSONB

from modules.orders.domain.errands import Errand, ErrandState
from modules.orders.tables.errands import errands
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.kernel import Value

END = Spoken(
    text("""
    WITH ending AS MATERIALIZED (
        SELECT e.id, n.state, n.reason, n.ended_at FROM jsonb_to_recordset(:ends) AS n (
            errand_id uuid, state text, reason text, ended_at timestamptz
        ) JOIN orders.errand e ON e.id = n.errand_id WHERE e.state = 'wanted' ORDER BY e.id FOR UPDATE OF e
    )
    UPDATE orders.errand e SET state = n.state, reason = n.reason, ended_at = n.ended_at
    FROM ending n WHERE e.id = n.id
    RETURNING e.id, e.order_id, e.kind, e.task, e.state, e.reason, e.wanted_at, e.ended_at
""")
    .bindparams(bindparam("ends", type_=JSONB))
    .columns(*errands.c)
)


class End(Value):
    """It is done, or given up because the other module refuses."""

    errand_id: UUID
    state: ErrandState
    reason: str
    ended_at: datetime


async def end_errands(tx: Transaction, ends: Iterable[End]) -> dict[UUID, Errand]:
    """Note their ends, and return those that had none before."""
    return {row.id: Errand(**row._asdict()) for row in await END(tx, {"ends": list(ends)})}
