"""Emptying the cart."""

from modules.cart.clear_cart.handler import ClearCart
from souk.kernel import Stale
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def test_nothing_is_left_and_doing_it_again_changes_nothing(stage: Stage, shelf):
    ann = customer()
    await fill(stage, ann, shelf.add(), shelf.add())
    async with stage.client(ann) as client:
        first = await client.delete("/api/cart")
        again = await client.delete("/api/cart")
    assert (first.json()["items"], first.json()["itemCount"], first.json()["subtotal"]) == ([], 0, 0.0)
    assert again.headers["etag"] == first.headers["etag"]


async def test_who_has_none_sees_an_empty_one(stage: Stage):
    async with stage.client() as client:
        answer = await client.delete("/api/cart")
    assert (answer.status_code, answer.json()["items"]) == (200, [])
    assert await stage.rows("SELECT 1 FROM cart.cart") == []


async def test_refuses_a_version_that_is_over(stage: Stage, shelf):
    ann = customer()
    await fill(stage, ann, shelf.add())
    await fill(stage, ann, shelf.add())
    await stage.scenario.do(ClearCart(expected_version=1), ann).then_refused(Stale)
