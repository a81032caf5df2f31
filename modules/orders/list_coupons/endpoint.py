"""GET /api/admin/coupons."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta

from modules.orders.edge import CouponShown, shown_coupon
from modules.orders.list_coupons.handler import ListCoupons
from modules.orders.permissions import PRICE
from souk.bus import Bus
from souk.http import Parameters, Shown, Visit, get, requires


class CouponListParameters(Parameters):
    cursor: Annotated[str, Meta(max_length=400)] | None = None
    page_size: Annotated[int, Meta(ge=1, le=100)] = 20
    retired: bool = False


class CouponList(Shown):
    items: list[CouponShown]
    next_cursor: str | None


@get("/api/admin/coupons", policy=requires(PRICE))
async def get_coupons(parameters: CouponListParameters, visit: Visit, bus: Bus) -> CouponList:
    """List the coupons, the newest first; those that were taken out of use with `retired=true`."""
    after = visit.after(parameters.cursor, UUID)[0] if parameters.cursor else None
    size = parameters.page_size
    found = await bus.ask(ListCoupons(after=after, limit=size + 1, retired=parameters.retired))
    page = found[:size]
    return CouponList(
        items=[shown_coupon(coupon) for coupon in page],
        next_cursor=visit.cursor(page[-1].id) if len(found) > size else None,
    )
