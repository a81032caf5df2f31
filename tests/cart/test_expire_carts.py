"""Throwing away what was left standing."""

import secrets

from modules.cart.add_item.handler import AddItem
from modules.cart.clear_cart.handler import ClearCart
from modules.cart.domain.guests import guest_key_of
from modules.cart.expire_carts.job import ExpireCarts, expire_carts
from modules.orders.contracts.events import OrderedGoods, OrderPlaced
from souk.database.committing import committing
from souk.kernel import new_id
from souk.messages import Context
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def expire(stage: Stage) -> int:
    """Do the job, and return how many carts there are left."""
    async with committing(stage.runtime.switchboard.transaction("cart", Context())) as tx:
        await expire_carts(tx, ExpireCarts())
    return len(await stage.rows("SELECT 1 FROM cart.cart"))


async def test_empty_ones_go_after_six_hours(stage: Stage, shelf):
    ann = customer()
    await fill(stage, ann, shelf.add())
    await stage.do(ClearCart(), ann)
    stage.clock.advance(hours=5, minutes=59)
    assert await expire(stage) == 1
    stage.clock.advance(minutes=2)
    assert await expire(stage) == 0


async def test_those_of_guests_go_after_thirty_days_and_of_customers_after_ninety(stage: Stage, shelf):
    aura = shelf.add()
    id = guest_key_of(secrets.token_urlsafe(32))
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=1, guest_key=id))
    await fill(stage, customer(), aura)
    for days, left in ((29.9, 2), (0.2, 1), (59.8, 1), (0.2, 0)):
        stage.clock.advance(days=days)
        assert await expire(stage) == left


async def test_what_an_order_emptied_stays_while_its_checkout_may_be_sent_again(stage: Stage, shelf, hear):
    aura = shelf.add()
    cart = await fill(stage, customer(), aura)
    goods = (OrderedGoods(variant_id=aura.variant_id, product_id=aura.product_id, quantity=1),)
    placed = OrderPlaced(order_id=new_id(), person_id=None, cart_id=cart.id, goods=goods)
    await hear(placed)
    stage.clock.advance(hours=23)
    assert await expire(stage) == 1
    stage.clock.advance(hours=2)
    assert await expire(stage) == 0
