"""Issue a coupon."""

from modules.orders.domain.pricing.coupons import (
    Coupon,
    CouponCode,
    CouponCodeTaken,
    CouponTerms,
    CouponWishes,
    KeptCoupon,
)
from modules.orders.permissions import PRICE
from souk.database import Transaction
from souk.messages import Command


class AddCoupon(Command[KeptCoupon]):
    """The code is the same in small letters and capitals."""

    code: CouponCode
    wishes: CouponWishes


async def add_coupon(tx: Transaction, command: AddCoupon) -> KeptCoupon:
    terms = command.wishes.applied_to(CouponTerms())
    coupon = Coupon.issued(id=tx.new_id(), code=command.code, terms=terms)
    tx.add(coupon)
    await tx.flush(coupon_code_key=CouponCodeTaken)
    tx.publish_staff_action(PRICE, "add_coupon", f"coupon/{coupon.id}")
    return coupon.kept
