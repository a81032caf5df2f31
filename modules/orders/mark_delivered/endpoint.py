"""POST /api/admin/orders/{id}/deliver."""

from uuid import UUID

from modules.orders.domain.stages import NotPossibleNow
from modules.orders.mark_delivered.handler import MarkDelivered
from modules.orders.order_edge import OrderShown, shown
from modules.orders.permissions import FULFIL
from souk.bus import Bus
from souk.http import post, requires
from souk.kernel import NotFound


@post("/api/admin/orders/{id}/deliver", policy=requires(FULFIL), refuses=[NotFound, NotPossibleNow])
async def post_delivery(id: UUID, bus: Bus) -> OrderShown:
    """Note that everything has arrived; after 14 days it is taken for granted."""
    return shown(await bus.do(MarkDelivered(order_id=id)))
