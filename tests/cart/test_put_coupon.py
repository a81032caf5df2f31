"""Putting a coupon on the cart."""

from modules.cart.domain.cart import CartEmpty
from modules.cart.put_coupon.handler import PutCoupon
from modules.orders.contracts.queries import QuoteOrder
from souk.kernel import Refusal
from souk.testing import Stage, customer
from tests.cart.filling import fill
from tests.cart.quotes import quote


class CouponUsedUp(Refusal):
    """As orders says it."""


async def test_asks_orders_about_what_lies_in_the_cart(stage: Stage, shelf):
    stage.fake(QuoteOrder, quote("SAVE"))
    ann = customer()
    aura = shelf.add()
    await fill(stage, ann, aura, quantity=3)
    async with stage.client(ann) as client:
        answer = await client.put("/api/cart/coupon", json={"code": "save"})
    assert (answer.status_code, answer.json()["coupon"]) == (200, "SAVE")
    asked = stage.received(QuoteOrder)[0]
    assert [(item.variant_id, item.quantity) for item in asked.items] == [(aura.variant_id, 3)]
    assert asked.coupon == "save"


async def test_refuses_what_orders_refuses(stage: Stage, shelf):
    def used_up(_: QuoteOrder) -> None:
        raise CouponUsedUp

    stage.fake(QuoteOrder, used_up)
    ann = customer()
    await fill(stage, ann, shelf.add())
    await stage.scenario.do(PutCoupon(code="SAVE"), ann).then_refused(CouponUsedUp)
    assert (await stage.rows("SELECT coupon FROM cart.cart"))[0]["coupon"] is None


async def test_an_empty_cart_takes_none(stage: Stage):
    await stage.scenario.do(PutCoupon(code="SAVE"), customer()).then_refused(CartEmpty)
