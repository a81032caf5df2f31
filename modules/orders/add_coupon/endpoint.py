"""POST /api/admin/coupons."""

from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.domain.pricing.coupons import (
    AmountWithoutCurrency,
    CouponCode,
    CouponCodeTaken,
    EndsBeforeItStarts,
    NeitherPercentNorAmount,
)
from modules.orders.edge import CouponShown, CouponTermsBody, shown_coupon
from modules.orders.permissions import PRICE
from souk.bus import Bus
from souk.http import Reply, post, requires, version_tag


class NewCouponBody(CouponTermsBody, kw_only=True):
    code: CouponCode


@post(
    "/api/admin/coupons",
    policy=requires(PRICE),
    status=201,
    refuses=[CouponCodeTaken, NeitherPercentNorAmount, AmountWithoutCurrency, EndsBeforeItStarts],
    example={"code": "SPRING", "percent": 15, "totalLimit": 100, "customerLimit": 1},
)
async def post_coupon(body: NewCouponBody, bus: Bus) -> Reply[CouponShown]:
    """Issue a coupon: a percentage or an amount off, under conditions."""
    kept = await bus.do(AddCoupon(code=body.code, wishes=body.wishes))
    return Reply(shown_coupon(kept), headers=[version_tag(kept.version)])
