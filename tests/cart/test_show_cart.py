"""Looking at the cart; and what was put together before signing in."""

import asyncio
import secrets

from modules.cart.add_item.handler import AddItem
from modules.cart.domain.guests import guest_key_of
from modules.cart.show_cart.handler import ShowCart
from souk.kernel import Money
from souk.testing import Stage, customer
from tests.cart.patience import insist

CART = "/api/cart"


async def test_a_stranger_sees_nothing_and_gets_a_token_for_later(stage: Stage):
    async with stage.client() as client:
        answer = await client.get(CART)
    assert (answer.status_code, answer.headers["etag"]) == (200, '"v0"')
    assert answer.headers["cache-control"] == "no-store"
    assert answer.json() | {"id": ""} == {
        "id": "",
        "items": [],
        "subtotal": 0.0,
        "currency": "EUR",
        "itemCount": 0,
        "coupon": None,
    }
    assert len(answer.headers["x-cart-token"]) == 43
    assert await stage.rows("SELECT 1 FROM cart.cart") == []


async def test_flags_what_changed_and_what_is_gone_and_hides_nothing(stage: Stage, shelf):
    dearer, scarce, gone, foreign = (shelf.add(1000) for _ in range(4))
    ann = customer()
    for offer in (dearer, scarce, gone, foreign):
        await stage.do(AddItem(variant_id=offer.variant_id, quantity=2), ann)
    shelf.reprice(dearer, 1100)
    shelf.change(scarce, available=1)
    shelf.change(gone, sellable=False)
    shelf.change(foreign, price=Money(minor=5, currency="USD"))
    cart = await stage.do(ShowCart(), ann)
    flags = [(shown.total.minor, shown.available, shown.price_changed) for shown in cart.lines]
    assert flags == [(2200, True, True), (2000, False, False), (2000, False, False), (2000, False, False)]
    assert cart.subtotal.minor == 8200
    again = await stage.do(AddItem(variant_id=dearer.variant_id, quantity=1), ann)
    assert not again.lines[0].price_changed


async def test_shows_only_ones_own(stage: Stage, shelf):
    await stage.do(AddItem(variant_id=shelf.add().variant_id, quantity=1), customer())
    assert (await stage.do(ShowCart(), customer())).lines == []


async def test_what_a_guest_put_together_is_theirs_after_they_sign_in(stage: Stage, shelf):
    aura, brio, cleo = shelf.add(), shelf.add(), shelf.add()
    ann = customer()
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=60), ann)
    await stage.do(AddItem(variant_id=brio.variant_id, quantity=1), ann)
    async with stage.client() as guest:
        for offer, quantity in ((aura, 60), (cleo, 3)):
            added = await guest.post(
                f"{CART}/items", json={"variantId": str(offer.variant_id), "quantity": quantity}
            )
        token = added.headers["x-cart-token"]
    async with stage.client(ann) as client:
        client.cookies.set("souk_cart", token)
        merged = await client.get(CART)
        assert "souk_cart=;" in merged.headers["set-cookie"]
        again = await client.get(CART)
    assert [item["quantity"] for item in merged.json()["items"]] == [99, 1, 3]
    assert all(item["available"] for item in merged.json()["items"])
    assert again.json() == merged.json()
    async with stage.client(**{"X-Cart-Token": token}) as guest:
        assert (await guest.get(CART)).json()["items"] == []


async def test_many_sign_ins_at_once_take_the_guests_cart_over_once(stage: Stage, shelf):
    aura = shelf.add()
    id = guest_key_of(secrets.token_urlsafe(32))
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=2, guest_key=id))
    ann, bea = customer(), customer()
    await asyncio.gather(*(insist(stage, ShowCart(guest_key=id), who) for who in [ann, bea] * 25))
    rows = await stage.rows("SELECT owner_id, lines FROM cart.cart WHERE lines <> '[]'")
    assert [[line["quantity"] for line in row["lines"]] for row in rows] == [[2]]
    assert rows[0]["owner_id"] in {ann.id, bea.id}


async def test_adding_while_the_carts_become_one_loses_nothing(stage: Stage, shelf):
    aura = shelf.add()
    id = guest_key_of(secrets.token_urlsafe(32))
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=10, guest_key=id))
    ann = customer()
    add = AddItem(variant_id=aura.variant_id, quantity=1, guest_key=id)
    await asyncio.gather(
        *(insist(stage, add, ann) for _ in range(20)), *(insist(stage, add) for _ in range(20))
    )
    await stage.do(ShowCart(guest_key=id), ann)
    rows = await stage.rows("SELECT lines FROM cart.cart WHERE lines <> '[]'")
    assert [[line["quantity"] for line in row["lines"]] for row in rows] == [[50]]
