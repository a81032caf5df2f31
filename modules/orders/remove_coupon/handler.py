"""Take a coupon out of use for good."""

from uuid import UUID

from modules.orders.domain.pricing.coupons import Coupon
from modules.orders.permissions import PRICE
from souk.database import Transaction
from souk.kernel import NotFound, Stale
from souk.messages import Command


class RemoveCoupon(Command[None]):
    """It is kept, retired, because orders name it; nobody can use it any more."""

    coupon_id: UUID
    expected_version: int | None = None


async def remove_coupon(tx: Transaction, command: RemoveCoupon) -> None:
    coupon = await tx.get(Coupon, command.coupon_id, lock=True)
    if coupon is None or coupon.retired:
        raise NotFound("coupon")
    if command.expected_version not in {None, coupon.version}:
        raise Stale
    coupon.retire()
    tx.publish_staff_action(PRICE, "remove_coupon", f"coupon/{coupon.id}")
