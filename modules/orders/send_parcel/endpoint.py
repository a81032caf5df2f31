"""POST /api/admin/orders/{id}/fulfilments."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.domain.lines import TooMany
from modules.orders.domain.sending import NotInThisOrder
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.goods_edge import GoodsBody, goods_of
from modules.orders.order_edge import OrderShown, shown
from modules.orders.permissions import FULFIL
from modules.orders.send_parcel.handler import SendParcel, Words
from souk.bus import Bus
from souk.http import Body, post, requires
from souk.kernel import NotFound, form

WebAddress = Annotated[str, form(r"https://[^\s/]\S*", longest=2000)]


class ParcelBody(Body):
    """Without items, everything that is still to be sent."""

    items: Annotated[tuple[GoodsBody, ...], Meta(max_length=100)] = ()
    carrier: Words = ""
    tracking_number: Words = ""
    tracking_url: WebAddress | None = None


@post(
    "/api/admin/orders/{id}/fulfilments",
    policy=requires(FULFIL),
    status=201,
    refuses=[NotFound, NotPossibleNow, TooMany, NotInThisOrder],
)
async def post_fulfilment(id: UUID, body: ParcelBody, bus: Bus) -> OrderShown:
    """Send a parcel; the last one makes the order Fulfilled."""
    command = SendParcel(
        order_id=id,
        goods=goods_of(body.items),
        carrier=body.carrier,
        tracking=body.tracking_number,
        tracking_url=body.tracking_url,
    )
    return shown(await bus.do(command))
