"""GET /api/orders."""

from datetime import datetime
from decimal import Decimal
from uuid import UUID

from modules.orders.domain.stages import Status
from modules.orders.list_orders.handler import ListOrders
from souk.bus import Bus
from souk.http import PageOf, PageParameters, Shown, get, signed_in


class OrdersPage(PageParameters):
    status: Status | None = None


class ListedOrderShown(Shown):
    order_id: UUID
    number: str
    status: str
    stage: str
    total_amount: Decimal
    currency: str
    item_count: int
    order_date: datetime


@get("/api/orders", policy=signed_in)
async def get_orders(page: OrdersPage, bus: Bus) -> PageOf[ListedOrderShown]:
    """List one's own orders, the newest first."""
    found = await bus.ask(ListOrders(page=page.page, page_size=page.page_size, status=page.status))
    items = [
        ListedOrderShown(
            order_id=order.id,
            number=order.number,
            status=order.status,
            stage=order.stage,
            total_amount=order.total.major,
            currency=order.total.currency,
            item_count=order.pieces,
            order_date=order.placed_at,
        )
        for order in found.items
    ]
    return PageOf(items=items, total_count=found.total, page=page.page, page_size=page.page_size)
