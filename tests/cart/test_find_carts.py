"""A change begins with the carts that are there: one's own, and what one brings as a guest."""

import secrets

from modules.cart.add_item.handler import AddItem
from modules.cart.domain.guests import guest_key_of
from modules.cart.find_carts.handler import FindCarts
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def test_finds_ones_own_and_the_guests_that_one_brings_and_nobody_elses(stage: Stage, shelf):
    ann, aura, brio = customer(), shelf.add(), shelf.add()
    guest = guest_key_of(secrets.token_urlsafe(32))
    own = await fill(stage, ann, aura)
    await fill(stage, customer(), shelf.add())
    await stage.do(AddItem(variant_id=brio.variant_id, quantity=2, guest_key=guest))
    both = {cart.owner_id: cart for cart in await stage.ask(FindCarts(guest_key=guest), ann)}
    assert both.keys() == {ann.id, None}
    assert (both[ann.id].id, both[ann.id].version) == (own.id, own.version)
    assert [(line.variant_id, line.quantity) for line in both[None].lines] == [(brio.variant_id, 2)]
    assert [cart.guest_key for cart in await stage.ask(FindCarts(guest_key=guest))] == [guest]


async def test_finds_nothing_for_who_has_none(stage: Stage, shelf):
    cart = await fill(stage, customer(), shelf.add())
    assert await stage.ask(FindCarts(), customer()) == []
    assert await stage.ask(FindCarts(guest_key=cart.id)) == []
    assert await stage.ask(FindCarts()) == []
