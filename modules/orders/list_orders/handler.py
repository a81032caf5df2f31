"""List the actor's own orders, the newest first."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import func, select

from modules.orders.domain.stages import Stage, Status
from modules.orders.tables import orders
from souk.database import Transaction
from souk.kernel import Money, Value
from souk.messages import Query


class ListedOrder(Value):
    """An order in a list."""

    id: UUID
    number: str
    status: Status
    stage: Stage
    total: Money
    pieces: int
    placed_at: datetime


class OwnOrders(Value):
    """One page, and how many there are altogether."""

    items: list[ListedOrder]
    total: int


class ListOrders(Query[OwnOrders]):
    page: int
    page_size: int
    status: Status | None = None


async def list_orders(tx: Transaction, query: ListOrders) -> OwnOrders:
    mine = orders.c.person_id == tx.actor.id
    if query.status:
        mine &= orders.c.status == query.status
    total = await tx.scalar(select(func.count()).where(mine))
    page = (
        select(orders)
        .with_only_columns(
            orders.c.id,
            orders.c.number,
            orders.c.status,
            orders.c.stage,
            orders.c.total_minor,
            orders.c.currency,
            orders.c.lines,
            orders.c.placed_at,
        )
        .where(mine)
        .order_by(orders.c.placed_at.desc(), orders.c.id.desc())
        .limit(query.page_size)
        .offset((query.page - 1) * query.page_size)
    )
    rows = await tx.execute(page)
    items = [
        ListedOrder(
            id=row.id,
            number=row.number,
            status=row.status,
            stage=row.stage,
            total=Money(minor=row.total_minor, currency=row.currency),
            pieces=sum(line.quantity for line in row.lines),
            placed_at=row.placed_at,
        )
        for row in rows
    ]
    return OwnOrders(items=items, total=total)
