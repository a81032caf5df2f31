"""Having another number of something."""

from modules.cart.change_item.handler import ChangeItem
from modules.cart.domain.lines import TooManyOfOne
from souk.kernel import NotFound, Stale
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def test_has_so_many_from_then_on_and_none_takes_it_out(stage: Stage, shelf):
    ann = customer()
    cart = await fill(stage, ann, shelf.add(1000), shelf.add())
    line = cart.lines[0].line.id
    async with stage.client(ann) as client:
        seven = await client.patch(f"/api/cart/items/{line}", json={"quantity": 7})
        none = await client.patch(
            f"/api/cart/items/{line}", json={"quantity": 0}, headers={"if-match": seven.headers["etag"]}
        )
        far_too_many = await client.patch(f"/api/cart/items/{line}", json={"quantity": 100})
    assert [item["quantity"] for item in seven.json()["items"]] == [7, 1]
    assert seven.json()["items"][0]["lineTotal"] == 70.0
    assert [item["quantity"] for item in none.json()["items"]] == [1]
    assert none.headers["etag"] != seven.headers["etag"]
    assert far_too_many.status_code == 400


async def test_the_new_price_counts_as_seen(stage: Stage, shelf):
    ann = customer()
    aura = shelf.add(1000)
    line = (await fill(stage, ann, aura)).lines[0].line.id
    shelf.reprice(aura, 1200)
    changed = await stage.do(ChangeItem(line_id=line, quantity=2), ann)
    assert (changed.lines[0].price_changed, changed.subtotal.minor) == (False, 2400)


async def test_what_is_gone_can_still_be_made_less(stage: Stage, shelf):
    ann = customer()
    aura = shelf.add(1000)
    line = (await fill(stage, ann, aura, quantity=5)).lines[0].line.id
    shelf.change(aura, sellable=False)
    changed = await stage.do(ChangeItem(line_id=line, quantity=2), ann)
    assert (changed.item_count, changed.lines[0].available) == (2, False)


async def test_refuses_another_persons_line_and_a_version_that_is_over(stage: Stage, shelf):
    ann, bea = customer(), customer()
    line = (await fill(stage, ann, shelf.add())).lines[0].line.id
    await fill(stage, bea, shelf.add())
    change = ChangeItem(line_id=line, quantity=2)
    await stage.scenario.do(change, bea).then_refused(NotFound)
    await stage.scenario.do(change, customer()).then_refused(NotFound)
    await fill(stage, ann, shelf.add())
    stale = ChangeItem(line_id=line, quantity=2, expected_version=1)
    await stage.scenario.do(stale, ann).then_refused(Stale)


async def test_a_command_that_counts_too_many_is_refused_whoever_sends_it(stage: Stage, shelf):
    assert issubclass(TooManyOfOne, Exception)
    ann = customer()
    line = (await fill(stage, ann, shelf.add(), quantity=99)).lines[0].line.id
    kept = await stage.do(ChangeItem(line_id=line, quantity=99), ann)
    assert kept.item_count == 99
