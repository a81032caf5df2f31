"""PATCH /api/admin/coupons/{id}."""

from uuid import UUID

from modules.orders.change_coupon.handler import ChangeCoupon
from modules.orders.domain.pricing.coupons import (
    AmountWithoutCurrency,
    EndsBeforeItStarts,
    NeitherPercentNorAmount,
)
from modules.orders.edge import CouponShown, CouponTermsBody, shown_coupon
from modules.orders.permissions import PRICE
from souk.bus import Bus
from souk.http import Reply, VersionRequired, Visit, patch, requires, version_tag
from souk.kernel import NotFound, Stale


@patch(
    "/api/admin/coupons/{id}",
    policy=requires(PRICE),
    refuses=[
        NotFound,
        Stale,
        VersionRequired,
        NeitherPercentNorAmount,
        AmountWithoutCurrency,
        EndsBeforeItStarts,
    ],
    reads=["If-Match"],
    example={"endsAt": "2026-12-31T23:00:00Z", "totalLimit": None},
)
async def patch_coupon(id: UUID, body: CouponTermsBody, visit: Visit, bus: Bus) -> Reply[CouponShown]:
    """Change the terms that are named; null takes a condition away."""
    command = ChangeCoupon(coupon_id=id, expected_version=visit.expected_version(), wishes=body.wishes)
    kept = await bus.do(command)
    return Reply(shown_coupon(kept), headers=[version_tag(kept.version)])
