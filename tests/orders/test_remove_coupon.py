"""Taking a coupon out of use."""

from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.domain.pricing.coupons import CouponCodeTaken, CouponWishes
from modules.orders.remove_coupon.handler import RemoveCoupon
from souk.kernel import NotFound, Stale
from souk.messages import StaffActed
from souk.testing import Stage, staff

PRICER = staff("orders:price")
SAVE = AddCoupon(code="SAVE", wishes=CouponWishes(percent="10"))


async def test_keeps_it_for_the_orders_that_name_it_and_its_code_taken(stage: Stage):
    coupon = await stage.do(SAVE, PRICER)
    await stage.do(RemoveCoupon(coupon_id=coupon.id), PRICER)
    rows = await stage.rows("SELECT retired FROM orders.coupon")
    assert [row["retired"] for row in rows] == [True]
    await stage.scenario.do(SAVE, PRICER).then_refused(CouponCodeTaken)
    assert (await stage.published(StaffActed))[-1].action == "remove_coupon"


async def test_refuses_a_version_that_is_over_and_a_coupon_that_is_gone(stage: Stage):
    coupon = await stage.do(SAVE, PRICER)
    await stage.scenario.do(RemoveCoupon(coupon_id=coupon.id, expected_version=7), PRICER).then_refused(Stale)
    await stage.do(RemoveCoupon(coupon_id=coupon.id, expected_version=1), PRICER)
    await stage.scenario.do(RemoveCoupon(coupon_id=coupon.id), PRICER).then_refused(NotFound)
