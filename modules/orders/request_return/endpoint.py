"""POST /api/orders/{id}/returns."""

from uuid import UUID

from modules.orders.domain.lines import TooMany
from modules.orders.domain.returning import TooLateToReturn
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.goods_edge import GoodsBodies, Reason, ReturnShown, goods_of, shown_return
from modules.orders.order_edge import GUEST
from modules.orders.request_return.handler import RequestReturn
from souk.bus import Bus
from souk.http import Body, Visit, anyone, post
from souk.kernel import NotFound


class ReturnBody(Body):
    items: GoodsBodies
    reason: Reason


@post(
    "/api/orders/{id}/returns",
    policy=anyone,
    status=201,
    reads=[GUEST],
    refuses=[NotFound, NotPossibleNow, TooLateToReturn, TooMany, NotInThisOrder],
)
async def post_return(id: UUID, body: ReturnBody, bus: Bus, visit: Visit) -> ReturnShown:
    """Announce what is sent back; it is refunded once it has arrived."""
    command = RequestReturn(
        order_id=id,
        goods=goods_of(body.items),
        reason=body.reason,
        guest_token=visit.header(GUEST),
    )
    return shown_return(await bus.do(command))
