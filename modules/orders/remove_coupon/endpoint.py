"""DELETE /api/admin/coupons/{id}."""

from uuid import UUID

from modules.orders.permissions import PRICE
from modules.orders.remove_coupon.handler import RemoveCoupon
from souk.bus import Bus
from souk.http import Visit, delete, requires
from souk.kernel import NotFound, Stale


@delete(
    "/api/admin/coupons/{id}",
    policy=requires(PRICE),
    status=204,
    refuses=[NotFound, Stale],
    reads=["If-Match"],
)
async def delete_coupon(id: UUID, visit: Visit, bus: Bus) -> None:
    """Take a coupon out of use for good; its code stays taken."""
    await bus.do(RemoveCoupon(coupon_id=id, expected_version=visit.may_expect_version()))
