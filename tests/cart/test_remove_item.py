"""Taking something out."""

import asyncio

from modules.cart.remove_item.handler import RemoveItem
from souk.kernel import NotFound, new_id
from souk.testing import Stage, customer
from tests.cart.filling import fill
from tests.cart.patience import insist


async def test_leaves_the_rest(stage: Stage, shelf):
    ann = customer()
    cart = await fill(stage, ann, shelf.add(), shelf.add(1000))
    async with stage.client(ann) as client:
        answer = await client.delete(f"/api/cart/items/{cart.lines[0].line.id}")
    assert [item["sku"] for item in answer.json()["items"]] == [cart.lines[1].line.sku]
    assert answer.json()["subtotal"] == 10.0


async def test_of_many_at_once_one_takes_it_out(stage: Stage, shelf):
    ann = customer()
    line = (await fill(stage, ann, shelf.add(), shelf.add())).lines[0].line.id
    remove = RemoveItem(line_id=line)
    outcomes = await asyncio.gather(*(insist(stage, remove, ann) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(outcome, NotFound) for outcome in outcomes) == 9


async def test_a_path_to_nothing_is_not_found(stage: Stage):
    async with stage.client() as client:
        assert (await client.delete(f"/api/cart/items/{new_id()}")).status_code == 404
        assert (await client.delete("/api/cart/items/1")).status_code == 404
