"""How many orders are overdue: what looks after them every minute has not moved them for ten."""

from collections.abc import Mapping
from datetime import timedelta

from sqlalchemy import func, select

from modules.orders.domain.errands import ErrandState
from modules.orders.tables import errands, orders
from souk.database import Transaction

PATIENCE = timedelta(minutes=10)


async def overdue_orders(tx: Transaction) -> Mapping[str, float]:
    """Count those whose next action was due, and errands that were wanted, so long ago."""
    late = tx.now - PATIENCE
    due = select(func.count()).select_from(orders).where(orders.c.next_by <= late)
    undone = (
        select(func.count())
        .select_from(errands)
        .where(errands.c.state == ErrandState.WANTED, errands.c.wanted_at <= late)
    )
    return {"next action": float(await tx.scalar(due)), "errand": float(await tx.scalar(undone))}
