"""Takes a use of a coupon for an order, and gives it back; the limits hold however many come at once."""

from uuid import UUID

from sqlalchemy import Select, delete, func, literal, select, update
from sqlalchemy.dialects.postgresql import insert

from modules.orders.domain.pricing.coupons import CouponUsedUp, folded
from modules.orders.tables import coupon_customers, coupon_uses, coupons
from souk.database import Transaction


async def claim_coupon(tx: Transaction, *, code: str, order_id: UUID, customer: UUID) -> None:
    """Take one use for that order, or refuse; its conditions were checked when the order was priced.

    The coupon's row stays locked until the commit: claim it as late as you can. One order takes one use,
    and a second claim of the same order is an error of the caller, which the primary key stops.
    """
    row = (await tx.execute(_claim(folded(code), order_id, customer, tx))).one()
    if not row.claimed:
        raise CouponUsedUp


def _claim(code: str, order_id: UUID, customer: UUID, tx: Transaction) -> Select[int]:
    """One statement, three steps: count it, count it for the customer, write down for which order.

    The customer's counter is a row of its own, because a row that two write is re-read under its lock, while
    a count of other rows would be that of the statement's beginning.
    """
    free = coupons.c.total_limit.is_(None) | (coupons.c.used < coupons.c.total_limit)
    taken = (
        update(coupons)
        .where(coupons.c.code == code, ~coupons.c.retired, free)
        .values(used=coupons.c.used + 1)
        .returning(coupons.c.id, coupons.c.customer_limit)
        .cte("taken")
    )
    first = insert(coupon_customers).from_select(
        ["coupon_id", "customer_id", "used"],
        select(taken.c.id, literal(customer), literal(1)).where(
            taken.c.customer_limit.is_(None) | (taken.c.customer_limit > 0)
        ),
    )
    limit = select(taken.c.customer_limit).scalar_subquery()
    mine = (
        first.on_conflict_do_update(
            index_elements=["coupon_id", "customer_id"],
            set_={"used": coupon_customers.c.used + 1},
            where=limit.is_(None) | (coupon_customers.c.used < limit),
        )
        .returning(coupon_customers.c.coupon_id)
        .cte("mine")
    )
    held = (
        insert(coupon_uses)
        .from_select(
            ["order_id", "coupon_id", "customer_id", "used_at"],
            select(literal(order_id), mine.c.coupon_id, literal(customer), literal(tx.now)),
        )
        .returning(coupon_uses.c.order_id)
        .cte("held")
    )
    return select(func.count().label("claimed")).select_from(held)


async def release_coupon(tx: Transaction, *, order_id: UUID) -> None:
    """Give the order's use back, if it holds one; doing it again changes nothing."""
    freed = (
        delete(coupon_uses)
        .where(coupon_uses.c.order_id == order_id)
        .returning(coupon_uses.c.coupon_id, coupon_uses.c.customer_id)
        .cte("freed")
    )
    everybody = (
        update(coupons)
        .where(coupons.c.id == freed.c.coupon_id)
        .values(used=coupons.c.used - 1)
        .returning(freed.c.coupon_id, freed.c.customer_id)
        .cte("everybody")
    )
    # Their counter after everybody's, in the order in which it is claimed, so that nobody locks crosswise.
    theirs = (coupon_customers.c.coupon_id == everybody.c.coupon_id) & (
        coupon_customers.c.customer_id == everybody.c.customer_id
    )
    await tx.execute(update(coupon_customers).where(theirs).values(used=coupon_customers.c.used - 1))
