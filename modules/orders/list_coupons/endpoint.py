"""GET /api/admin/coupons."""

from uuid import UUID

from modules.orders.edge import CouponShown, shown_coupon
from modules.orders.list_coupons.handler import ListCoupons
from modules.orders.permissions import PRICE
from souk.bus import Bus
from souk.http import LeafParameters, Shown, Visit, get, leaf, requires


class CouponListParameters(LeafParameters):
    retired: bool = False


class CouponList(Shown):
    items: list[CouponShown]
    next_cursor: str | None


@get("/api/admin/coupons", policy=requires(PRICE))
async def get_coupons(parameters: CouponListParameters, visit: Visit, bus: Bus) -> CouponList:
    """List the coupons, the newest first; those that were taken out of use with `retired=true`."""
    after = visit.after(parameters.cursor, UUID)[0] if parameters.cursor else None
    found = await bus.ask(
        ListCoupons(after=after, limit=parameters.page_size + 1, retired=parameters.retired)
    )
    page, more = leaf(found, parameters.page_size, lambda coupon: visit.cursor(coupon.id))
    return CouponList(
        items=[shown_coupon(coupon) for coupon in page],
        next_cursor=more,
    )
