"""PUT /api/cart/coupon."""

from modules.cart.domain.cart import CartEmpty
from modules.cart.edge import READS, CartShown, shown_to, visitor_of
from modules.cart.put_coupon.handler import PutCoupon
from modules.orders.contracts.commands import CouponCode
from souk.bus import Bus
from souk.http import Body, Reply, Visit, anyone, put
from souk.kernel import Stale


class CouponBody(Body):
    code: CouponCode


@put(
    "/api/cart/coupon",
    policy=anyone,
    reads=READS,
    refuses=[CartEmpty, Stale],
    example={"code": "SPRING10"},
)
async def put_coupon_on_cart(body: CouponBody, visit: Visit, bus: Bus) -> Reply[CartShown]:
    """Put a coupon on the cart; refused as an order would be (`coupon_unknown`, `coupon_needs_more`, …)."""
    visitor = visitor_of(visit, bus)
    command = PutCoupon(
        code=body.code,
        guest_key=visitor.guest_key,
        expected_version=visit.may_expect_version(),
    )
    return shown_to(visitor, await bus.do(command))
