"""The coupons, the newest first, a page at a time."""

from typing import Annotated
from uuid import UUID

from msgspec import Meta
from sqlalchemy import select

from modules.orders.domain.pricing.coupons import Coupon, KeptCoupon
from modules.orders.tables import coupons
from souk.database import Transaction
from souk.messages import Query


class ListCoupons(Query[list[KeptCoupon]]):
    """Asks for so many behind the one with that id; one more than a page tells whether there is a next."""

    limit: Annotated[int, Meta(ge=1, le=101)]
    after: UUID | None = None
    retired: bool = False


async def list_coupons(tx: Transaction, query: ListCoupons) -> list[KeptCoupon]:
    wanted = select(Coupon).where(coupons.c.retired == query.retired)
    if query.after is not None:
        wanted = wanted.where(coupons.c.id < query.after)
    page = wanted.order_by(coupons.c.id.desc()).limit(query.limit)
    return [coupon.kept for coupon in (await tx.execute(page)).scalars()]
