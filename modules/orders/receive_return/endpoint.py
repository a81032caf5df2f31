"""POST /api/admin/orders/{id}/returns/{return_id}/receive."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.lines import TooMany
from modules.orders.domain.returning import AlreadyReceived, CameBackGoods
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.goods_edge import Count
from modules.orders.order_edge import OrderShown, shown
from modules.orders.permissions import RETURN
from modules.orders.receive_return.handler import ReceiveReturn
from souk.bus import Bus
from souk.http import Body, post, requires
from souk.kernel import NotFound


class ReceivedBody(Body):
    variant_id: UUID
    quantity: Count
    restock: bool = True


class ReceiveBody(Body):
    """What really came; nothing at all ends the return without a refund."""

    items: Annotated[tuple[ReceivedBody, ...], Meta(max_length=100)]
    refund_shipping: bool = False


@post(
    "/api/admin/orders/{id}/returns/{return_id}/receive",
    policy=requires(RETURN),
    refuses=[NotFound, NotPossibleNow, AlreadyReceived, TooMany, NotInThisOrder],
)
async def post_receipt(id: UUID, return_id: UUID, body: ReceiveBody, bus: Bus) -> OrderShown:
    """Take back what came: it is refunded, shipping by choice, and put on the shelf where it can be sold."""
    came = tuple(
        CameBackGoods(variant_id=one.variant_id, quantity=one.quantity, restock=one.restock)
        for one in body.items
    )
    command = ReceiveReturn(order_id=id, return_id=return_id, came=came, refund_shipping=body.refund_shipping)
    return shown(await bus.do(command))
