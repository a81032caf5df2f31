"""POST /api/orders/{id}/cancel, and POST /api/admin/orders/{id}/cancel."""

from uuid import UUID

from modules.orders.cancel_order.handler import CallOffOrder, CancelOrder
from modules.orders.domain.lines import TooMany
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.goods_edge import GoodsBody, Reason, goods_of
from modules.orders.order_edge import GUEST, OrderShown, shown
from modules.orders.permissions import CANCEL
from souk.bus import Bus
from souk.http import Body, Visit, anyone, post, requires
from souk.kernel import NotFound


class CallOffBody(Body):
    """Without items it is the whole order."""

    reason: Reason
    items: tuple[GoodsBody, ...] = ()


@post("/api/orders/{id}/cancel", policy=anyone, reads=[GUEST], refuses=[NotFound, NotPossibleNow])
async def post_cancellation(id: UUID, bus: Bus, visit: Visit) -> OrderShown:
    """Cancel one's own order before it is sent; what was paid comes back."""
    return shown(await bus.do(CancelOrder(order_id=id, guest_token=visit.header(GUEST))))


@post(
    "/api/admin/orders/{id}/cancel",
    policy=requires(CANCEL),
    refuses=[NotFound, NotPossibleNow, TooMany, NotInThisOrder],
)
async def post_calling_off(id: UUID, body: CallOffBody, bus: Bus) -> OrderShown:
    """Cancel an order, or some goods of it, before they are sent; what they cost comes back."""
    command = CallOffOrder(order_id=id, reason=body.reason, goods=goods_of(body.items))
    return shown(await bus.do(command))
