"""A cart that became an order."""

from modules.cart.show_cart.handler import ShowCart
from modules.orders.contracts.events import OrderedGoods, OrderPlaced
from souk.kernel import new_id
from souk.testing import Stage, customer
from tests.cart.filling import fill


def placed(cart_id, *goods) -> OrderPlaced:
    ordered = tuple(
        OrderedGoods(variant_id=offer.variant_id, product_id=offer.product_id, quantity=quantity)
        for offer, quantity in goods
    )
    return OrderPlaced(order_id=new_id(), person_id=None, cart_id=cart_id, goods=ordered)


async def test_is_empty_under_a_new_version(stage: Stage, shelf, hear):
    ann, aura = customer(), shelf.add()
    before = await fill(stage, ann, aura, quantity=2)
    await hear(placed(before.id, (aura, 2)))
    after = await stage.do(ShowCart(), ann)
    assert after.lines == []
    assert after.version > before.version
    assert after.id != before.id


async def test_what_was_put_in_since_stays(stage: Stage, shelf, hear):
    ann, aura, brio = customer(), shelf.add(), shelf.add()
    cart = await fill(stage, ann, aura, aura, brio)
    await hear(placed(cart.id, (aura, 1)))
    left = await stage.do(ShowCart(), ann)
    assert [(shown.line.sku, shown.line.quantity) for shown in left.lines] == [(aura.sku, 1), (brio.sku, 1)]


async def test_an_order_of_no_cart_or_of_one_that_is_gone_empties_nothing(stage: Stage, shelf, hear):
    ann, aura = customer(), shelf.add()
    await fill(stage, ann, aura)
    await hear(placed(None, (aura, 1)), placed(new_id(), (aura, 1)))
    assert (await stage.do(ShowCart(), ann)).item_count == 1


async def test_each_of_many_loses_what_was_ordered_from_it(stage: Stage, shelf, hear):
    aura, brio = shelf.add(), shelf.add()
    people = [customer() for _ in range(3)]
    carts = [await fill(stage, person, aura, brio) for person in people]
    await hear(*(placed(cart.id, (aura, 1)) for cart in carts))
    left = [await stage.do(ShowCart(), person) for person in people]
    assert [[line.line.sku for line in cart.lines] for cart in left] == [[brio.sku]] * 3
