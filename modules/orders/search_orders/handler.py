"""Search all orders by what the staff know of them, the newest first."""

from datetime import datetime
from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import ColumnElement, select, tuple_

from modules.orders.domain.stages import Stage, Status
from modules.orders.domain.waiting import Who, Why
from modules.orders.tables import orders
from souk.database import Transaction
from souk.kernel import Money, Personal, Value
from souk.messages import Query


class FoundOrder(Value):
    """An order in the back office's list."""

    id: UUID
    number: str
    person_id: UUID | None
    email: Personal[str] | None
    status: Status
    stage: Stage
    why: Why
    next_who: Who | None
    next_by: datetime | None
    total: Money
    placed_at: datetime


class SearchOrders(Query[list[FoundOrder]]):
    """`after` is the last row of the page before."""

    limit: Annotated[int, Meta(ge=1, le=101)]
    status: Status | None = None
    stage: Stage | None = None
    number: str | None = None
    email: Personal[str] | None = None
    person_id: UUID | None = None
    waits_for: Who | None = None
    placed_from: datetime | None = None
    placed_to: datetime | None = None
    after: tuple[datetime, UUID] | None = None


async def search_orders(tx: Transaction, query: SearchOrders) -> list[FoundOrder]:
    columns = select(
        orders.c.id,
        orders.c.number,
        orders.c.person_id,
        orders.c.email,
        orders.c.status,
        orders.c.stage,
        orders.c.why,
        orders.c.next_who,
        orders.c.next_by,
        orders.c.total_minor,
        orders.c.currency,
        orders.c.placed_at,
    )
    newest = (orders.c.placed_at.desc(), orders.c.id.desc())
    rows = await tx.execute(columns.where(*_filters(query)).order_by(*newest).limit(query.limit))
    return [
        FoundOrder(
            **{name: value for name, value in row.items() if name not in {"total_minor", "currency"}},
            total=Money(minor=row["total_minor"], currency=row["currency"]),
        )
        for row in rows.mappings()
    ]


def _filters(query: SearchOrders) -> list[ColumnElement[bool]]:
    equal = {
        orders.c.status: query.status,
        orders.c.stage: query.stage,
        orders.c.number: query.number,
        orders.c.email: query.email.casefold() if query.email else None,
        orders.c.person_id: query.person_id,
        orders.c.next_who: query.waits_for,
    }
    found = [column == value for column, value in equal.items() if value is not None]
    if query.placed_from:
        found.append(orders.c.placed_at >= query.placed_from)
    if query.placed_to:
        found.append(orders.c.placed_at < query.placed_to)
    if query.after:
        found.append(tuple_(orders.c.placed_at, orders.c.id) < query.after)
    return found
