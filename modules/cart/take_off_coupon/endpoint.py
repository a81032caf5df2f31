"""DELETE /api/cart/coupon."""

from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from modules.cart.take_off_coupon.handler import TakeOffCoupon
from souk.bus import Bus
from souk.http import Reply, Visit, anyone, delete
from souk.kernel import Stale


@delete("/api/cart/coupon", policy=anyone, reads=READS, refuses=[Stale])
async def delete_coupon_of_cart(visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Take the coupon off the cart."""
    visitor = visitor_of(visit, bus)
    command = TakeOffCoupon(guest_key=visitor.guest_key, expected_version=visit.may_expect_version())
    return shown_to(visitor, await bus.do(command))
