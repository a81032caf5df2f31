"""Change what a coupon takes off, and under which conditions."""

from uuid import UUID

from modules.orders.domain.pricing.coupons import Coupon, CouponWishes, KeptCoupon
from modules.orders.permissions import PRICE
from souk.database import Transaction
from souk.kernel import NotFound, Stale
from souk.messages import Command


class ChangeCoupon(Command[KeptCoupon]):
    """What is not named stays as it is. Orders that were placed keep their discount."""

    coupon_id: UUID
    expected_version: int
    wishes: CouponWishes


async def change_coupon(tx: Transaction, command: ChangeCoupon) -> KeptCoupon:
    coupon = await tx.get(Coupon, command.coupon_id, lock=True)
    if coupon is None or coupon.retired:
        raise NotFound("coupon")
    if coupon.version != command.expected_version:
        raise Stale
    coupon.revise(command.wishes.applied_to(coupon.terms))
    await tx.flush()
    tx.publish_staff_action(PRICE, "change_coupon", f"coupon/{coupon.id}")
    return coupon.kept
