"""Taking and giving back the uses of a coupon: by the transaction of an order, many at once."""

import asyncio
from contextlib import asynccontextmanager

import pytest

from modules.orders.coupon_claims import claim_coupon, release_coupon
from modules.orders.domain.pricing.coupons import Coupon, CouponUsedUp
from souk.database import Unavailable
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import Context
from souk.testing import Stage


@pytest.fixture
def transaction(stage: Stage):
    """A transaction of orders, committed at its end."""

    @asynccontextmanager
    async def begun():
        async with committing(stage.runtime.switchboard.transaction("orders", Context())) as tx:
            yield tx

    return begun


@pytest.fixture
def coupon(transaction):
    async def added(**changes) -> Coupon:
        limits = {"total_limit": None, "customer_limit": None, "used": 0, "retired": False} | changes
        made = Coupon(
            id=new_id(),
            code="SAVE",
            percent_thousandths=10_000,
            amount_minor=None,
            currency=None,
            minimum_minor=None,
            starts_at=None,
            ends_at=None,
            version=1,
            **limits,
        )
        async with transaction() as tx:
            tx.add(made)
            await tx.flush()
        return made

    return added


@pytest.fixture
def claim(transaction):
    async def claimed(customer=None, order=None) -> bool:
        while True:  # who is told that all connections are busy comes again
            try:
                async with transaction() as tx:
                    await claim_coupon(
                        tx, code="save", order_id=order or new_id(), customer=customer or new_id()
                    )
            except Unavailable:
                continue
            except CouponUsedUp:
                return False
            return True

    return claimed


async def counted(stage: Stage) -> tuple[int, int, int]:
    """Return the coupon's own counter, the sum of the customers', and the uses that orders hold."""
    rows = await stage.rows(
        "SELECT (SELECT used FROM orders.coupon),"
        " (SELECT coalesce(sum(used), 0) FROM orders.coupon_customer),"
        " (SELECT count(*) FROM orders.coupon_use)"
    )
    coupon, customers, orders = (int(value) for value in rows[0].values())
    return coupon, customers, orders


@pytest.mark.security(24)
async def test_of_fifty_buyers_one_gets_the_last_use(stage: Stage, coupon, claim):
    await coupon(total_limit=3, used=2)
    outcomes = await asyncio.gather(*(claim() for _ in range(50)))
    assert outcomes.count(True) == 1
    assert await counted(stage) == (3, 1, 1)


@pytest.mark.security(24)
async def test_of_fifty_orders_of_one_customer_no_more_get_it_than_may(stage: Stage, coupon, claim):
    await coupon(customer_limit=2)
    ann = new_id()
    outcomes = await asyncio.gather(*(claim(ann) for _ in range(50)), *(claim() for _ in range(3)))
    assert outcomes[:50].count(True) == 2
    assert outcomes[50:] == [True] * 3
    assert await counted(stage) == (5, 5, 5)


async def test_without_limits_everybody_gets_it(stage: Stage, coupon, claim):
    await coupon()
    ann = new_id()
    assert await asyncio.gather(*(claim(ann) for _ in range(20))) == [True] * 20
    assert await counted(stage) == (20, 20, 20)


async def test_a_limit_of_none_for_each_customer_lets_nobody_have_it(stage: Stage, coupon, claim):
    await coupon(customer_limit=0)
    assert not await claim()
    assert await counted(stage) == (0, 0, 0)


@pytest.mark.parametrize("changes", [{"retired": True}, {"total_limit": 0}])
async def test_nobody_gets_what_is_over(stage: Stage, coupon, claim, changes):
    await coupon(**changes)
    assert not await claim()
    assert await counted(stage) == (0, 0, 0)


async def test_what_an_order_gives_back_is_there_for_the_next_one(stage: Stage, coupon, claim, transaction):
    await coupon(total_limit=1, customer_limit=1)
    ann, first = new_id(), new_id()
    assert await claim(ann, first)
    assert not await claim(ann)
    for _ in range(2):
        async with transaction() as tx:
            await release_coupon(tx, order_id=first)
    assert await counted(stage) == (0, 0, 0)
    assert await claim(ann)


async def test_many_cancellations_of_one_order_give_back_once(stage: Stage, coupon, claim, transaction):
    await coupon()
    order = new_id()
    assert await claim(None, order)
    assert await claim()

    async def release() -> None:
        async with transaction() as tx:
            await release_coupon(tx, order_id=order)

    await asyncio.gather(*(release() for _ in range(20)))
    assert await counted(stage) == (1, 1, 1)


async def test_a_use_goes_when_its_order_is_not_stored(stage: Stage, coupon, transaction):
    await coupon()
    with pytest.raises(RuntimeError):
        async with transaction() as tx:
            await claim_coupon(tx, code="SAVE", order_id=new_id(), customer=new_id())
            raise RuntimeError("the order was refused")
    assert await counted(stage) == (0, 0, 0)
