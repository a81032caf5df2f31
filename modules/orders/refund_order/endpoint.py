"""POST /api/admin/orders/{id}/refunds."""

from uuid import UUID

from modules.orders.domain.refunding import MoreThanWasPaid, NothingToGiveBack
from modules.orders.goods_edge import Reason, RefundShown, shown_refund
from modules.orders.permissions import REFUND
from modules.orders.refund_order.handler import RefundOrder
from souk.bus import Bus
from souk.http import Amount, Body, Shown, post, requires
from souk.kernel import NotFound


class RefundBody(Body):
    amount: Amount
    reason: Reason


class RefundsShown(Shown):
    items: list[RefundShown]


@post(
    "/api/admin/orders/{id}/refunds",
    policy=requires(REFUND),
    status=202,
    needs_key=True,
    refuses=[NotFound, MoreThanWasPaid, NothingToGiveBack],
)
async def post_refund(id: UUID, body: RefundBody, bus: Bus) -> RefundsShown:
    """Give back an amount in the order's currency, never more than is left; the outcome comes later."""
    made = await bus.do(RefundOrder(order_id=id, amount=body.amount.text, reason=body.reason))
    return RefundsShown(items=[shown_refund(one) for one in made])
