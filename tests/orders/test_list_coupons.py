"""Looking through the coupons."""

from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.domain.pricing.coupons import CouponWishes
from modules.orders.remove_coupon.handler import RemoveCoupon
from souk.testing import Stage, customer, staff

PATH = "/api/admin/coupons"
PRICER = staff("orders:price")


async def issue(stage: Stage, number: int) -> None:
    await stage.do(AddCoupon(code=f"SAVE-{number}", wishes=CouponWishes(percent="10")), PRICER)


async def test_shows_each_once_the_newest_first_however_they_are_paged(stage: Stage):
    for number in range(5):
        await issue(stage, number)
    seen, cursor = [], ""
    async with stage.client(PRICER) as client:
        while cursor is not None:
            more = f"&cursor={cursor}" if cursor else ""
            page = (await client.get(f"{PATH}?pageSize=2{more}")).json()
            seen += [item["code"] for item in page["items"]]
            cursor = page["nextCursor"]
    assert seen == [f"SAVE-{number}" for number in (4, 3, 2, 1, 0)]


async def test_keeps_those_that_are_out_of_use_apart(stage: Stage):
    coupon = await stage.do(AddCoupon(code="OLD", wishes=CouponWishes(percent="10")), PRICER)
    await issue(stage, 1)
    await stage.do(RemoveCoupon(coupon_id=coupon.id), PRICER)
    async with stage.client(PRICER) as client:
        current = (await client.get(PATH)).json()["items"]
        retired = (await client.get(f"{PATH}?retired=true")).json()["items"]
    assert [item["code"] for item in current] == ["SAVE-1"]
    assert [item["code"] for item in retired] == ["OLD"]


async def test_refuses_a_forged_cursor_and_whoever_does_not_set_prices(stage: Stage):
    async with stage.client(PRICER) as client:
        assert (await client.get(f"{PATH}?cursor=AAAA")).status_code == 400
    async with stage.client(customer()) as client:
        assert (await client.get(PATH)).status_code == 403
