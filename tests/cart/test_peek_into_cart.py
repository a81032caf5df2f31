"""Others ask what lies in a cart."""

import secrets

from modules.cart.add_item.handler import AddItem
from modules.cart.contracts.queries import PeekIntoCart
from modules.cart.domain.guests import guest_key_of
from souk.testing import Stage, customer
from tests.cart.filling import fill


async def test_tells_what_is_the_actors_and_what_they_bring(stage: Stage, shelf):
    ann, aura, brio = customer(), shelf.add(), shelf.add()
    id = guest_key_of(secrets.token_urlsafe(32))
    cart = await fill(stage, ann, aura)
    await fill(stage, customer(), shelf.add())
    await stage.do(AddItem(variant_id=brio.variant_id, quantity=2, guest_key=id))
    both = await stage.ask(PeekIntoCart(guest_key=id), ann)
    assert [(item.variant_id, item.quantity) for item in both.items] == [
        (aura.variant_id, 1),
        (brio.variant_id, 2),
    ]
    assert both.version == cart.version
    guests = await stage.ask(PeekIntoCart(guest_key=id))
    assert [item.variant_id for item in guests.items] == [brio.variant_id]


async def test_a_guest_does_not_reach_a_persons_cart_by_its_id(stage: Stage, shelf):
    cart = await fill(stage, customer(), shelf.add())
    assert (await stage.ask(PeekIntoCart(guest_key=cart.id))).items == []
    assert (await stage.ask(PeekIntoCart())).items == []
