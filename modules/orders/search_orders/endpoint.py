"""GET /api/admin/orders."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.stages import Stage, Status
from modules.orders.domain.waiting import Who
from modules.orders.permissions import READ
from modules.orders.search_orders.handler import FoundOrder, SearchOrders
from souk.bus import Bus
from souk.http import Parameters, Shown, Visit, get, leaf, requires

Moment = Annotated[datetime, Meta(tz=True)]


class OrderFilters(Parameters):
    """`waitsFor` finds what somebody has to do something about."""

    cursor: Annotated[str, Meta(max_length=1000)] | None = None
    limit: Annotated[int, Meta(ge=1, le=100)] = 20
    status: Status | None = None
    stage: Stage | None = None
    number: Annotated[str, Meta(max_length=40)] | None = None
    email: Annotated[str, Meta(max_length=254)] | None = None
    person_id: UUID | None = None
    waits_for: Who | None = None
    placed_from: Moment | None = None
    placed_to: Moment | None = None


class FoundOrderShown(Shown):
    order_id: UUID
    number: str
    person_id: UUID | None
    email: str | None
    status: str
    stage: str
    status_reason: str
    waits_for: str | None
    act_by: datetime | None
    total_amount: Decimal
    currency: str
    order_date: datetime


class OrdersFound(Shown):
    items: list[FoundOrderShown]
    next_cursor: str | None


@get("/api/admin/orders", policy=requires(READ))
async def get_all_orders(filters: OrderFilters, bus: Bus, visit: Visit) -> OrdersFound:
    """Search all orders, the newest first."""
    found = await bus.ask(
        SearchOrders(
            limit=filters.limit + 1,
            status=filters.status,
            stage=filters.stage,
            number=filters.number,
            email=filters.email,
            person_id=filters.person_id,
            waits_for=filters.waits_for,
            placed_from=filters.placed_from,
            placed_to=filters.placed_to,
            after=_after(filters, visit),
        )
    )
    page, more = leaf(found, filters.limit, lambda order: visit.cursor(order.placed_at, order.id))
    return OrdersFound(items=[_shown(order) for order in page], next_cursor=more)


def _after(filters: OrderFilters, visit: Visit) -> tuple[datetime, UUID] | None:
    if filters.cursor is None:
        return None
    placed_at, id = visit.after(filters.cursor, datetime, UUID)
    return placed_at, id


def _shown(order: FoundOrder) -> FoundOrderShown:
    return FoundOrderShown(
        order_id=order.id,
        number=order.number,
        person_id=order.person_id,
        email=order.email,
        status=order.status,
        stage=order.stage,
        status_reason=order.why,
        waits_for=order.next_who,
        act_by=order.next_by,
        total_amount=order.total.major,
        currency=order.total.currency,
        order_date=order.placed_at,
    )
