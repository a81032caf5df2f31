"""Taking the coupon off."""

from modules.cart.put_coupon.handler import PutCoupon
from modules.orders.contracts.queries import QuoteOrder
from souk.testing import Stage, customer
from tests.cart.filling import fill
from tests.cart.quotes import quote


async def test_leaves_the_goods(stage: Stage, shelf):
    stage.fake(QuoteOrder, quote("SAVE"))
    ann = customer()
    await fill(stage, ann, shelf.add())
    await stage.do(PutCoupon(code="SAVE"), ann)
    async with stage.client(ann) as client:
        answer = await client.delete("/api/cart/coupon")
    assert (answer.json()["coupon"], answer.json()["itemCount"]) == (None, 1)


async def test_without_a_cart_there_is_nothing_to_do(stage: Stage):
    async with stage.client() as client:
        assert (await client.delete("/api/cart/coupon")).status_code == 200
