"""Putting something into the cart."""

import asyncio
import secrets

import pytest

from modules.cart.add_item.handler import AddItem
from modules.cart.domain.cart import CartFull, OtherCurrency
from modules.cart.domain.guests import guest_key_of
from modules.cart.domain.lines import TooManyOfOne
from modules.cart.domain.offers import NotForSale
from souk.kernel import Money, Stale, new_id
from souk.testing import Stage, customer
from tests.cart.patience import insist

ITEMS = "/api/cart/items"


async def test_a_guest_gets_a_cart_and_a_token_that_opens_it(stage: Stage, shelf):
    aura = shelf.add()
    async with stage.client() as client:
        added = await client.post(ITEMS, json={"productId": str(aura.product_id), "quantity": 2})
        assert added.status_code == 201, added.text
        token = added.headers["x-cart-token"]
        assert client.cookies["souk_cart"] == token
        flags = added.headers["set-cookie"]
        assert "HttpOnly" in flags
        assert "SameSite=Strict" in flags
    async with stage.client(**{"X-Cart-Token": token}) as client:
        shown = await client.get("/api/cart")
    assert shown.json() == added.json()
    item = shown.json()["items"][0]
    assert item | {"id": ""} == {
        "id": "",
        "productId": str(aura.product_id),
        "variantId": str(aura.variant_id),
        "sku": aura.sku,
        "name": "Aura",
        "imageUrl": "/aura.svg",
        "unitPrice": 599.99,
        "quantity": 2,
        "lineTotal": 1199.98,
        "available": True,
        "priceChanged": False,
    }
    whole = (shown.json()["subtotal"], shown.json()["currency"], shown.json()["itemCount"])
    assert whole == (1199.98, "EUR", 2)
    assert shown.headers["etag"] == added.headers["etag"]


async def test_nobody_opens_it_by_its_id(stage: Stage, shelf):
    aura = shelf.add()
    async with stage.client() as client:
        added = await client.post(ITEMS, json={"variantId": str(aura.variant_id), "quantity": 1})
    for guess in (added.json()["id"], "A" * 43, "not a token"):
        async with stage.client(**{"X-Cart-Token": guess}) as client:
            assert (await client.get("/api/cart")).json()["items"] == []


async def test_the_same_variant_adds_up(stage: Stage, shelf):
    aura, brio = shelf.add(), shelf.add(1000)
    ann = customer()
    for offer, quantity in ((aura, 2), (brio, 1), (aura, 3)):
        cart = await stage.do(AddItem(variant_id=offer.variant_id, quantity=quantity), ann)
    assert [(shown.line.sku, shown.line.quantity) for shown in cart.lines] == [(aura.sku, 5), (brio.sku, 1)]


async def test_fifty_at_once_all_count(stage: Stage, shelf):
    aura = shelf.add()
    ann = customer()
    await asyncio.gather(
        *(insist(stage, AddItem(variant_id=aura.variant_id, quantity=1), ann) for _ in range(50))
    )
    rows = await stage.rows("SELECT lines FROM cart.cart")
    assert [[line["quantity"] for line in row["lines"]] for row in rows] == [[50]]


async def test_fifty_first_adds_of_one_guest_make_one_cart(stage: Stage, shelf):
    offers = [shelf.add() for _ in range(50)]
    id = guest_key_of(secrets.token_urlsafe(32))
    await asyncio.gather(
        *(insist(stage, AddItem(variant_id=offer.variant_id, quantity=1, guest_key=id)) for offer in offers)
    )
    rows = await stage.rows("SELECT lines FROM cart.cart")
    assert [len(row["lines"]) for row in rows] == [50]


async def test_of_many_that_saw_one_version_only_one_wins(stage: Stage, shelf):
    aura = shelf.add()
    ann = customer()
    version = (await stage.do(AddItem(variant_id=aura.variant_id, quantity=1), ann)).version
    command = AddItem(variant_id=aura.variant_id, quantity=1, expected_version=version)
    outcomes = await asyncio.gather(*(insist(stage, command, ann) for _ in range(10)), return_exceptions=True)
    assert sum(isinstance(outcome, Stale) for outcome in outcomes) == 9


async def test_an_etag_that_is_over_is_refused_and_a_cart_that_is_not_there_has_one_too(stage: Stage, shelf):
    body = {"variantId": str(shelf.add().variant_id), "quantity": 1}
    async with stage.client(customer()) as client:
        empty = (await client.get("/api/cart")).headers["etag"]
        first = await client.post(ITEMS, json=body, headers={"if-match": empty})
        again = await client.post(ITEMS, json=body, headers={"if-match": empty})
    assert (first.status_code, again.status_code) == (201, 412)


@pytest.mark.security(25)
async def test_holds_ninety_nine_of_one_and_no_more(stage: Stage, shelf):
    aura = shelf.add()
    ann = customer()
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=98), ann)
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=1), ann)
    more = AddItem(variant_id=aura.variant_id, quantity=1)
    await stage.scenario.do(more, ann).then_refused(TooManyOfOne)


@pytest.mark.security(25)
async def test_holds_a_hundred_things_however_many_come_at_once(stage: Stage, shelf):
    ann = customer()
    outcomes = []
    for _ in range(4):
        adds = [AddItem(variant_id=shelf.add().variant_id, quantity=1) for _ in range(26)]
        outcomes += await asyncio.gather(*(insist(stage, add, ann) for add in adds), return_exceptions=True)
    assert sum(isinstance(outcome, CartFull) for outcome in outcomes) == 4
    rows = await stage.rows("SELECT lines FROM cart.cart")
    assert len(rows[0]["lines"]) == 100


async def test_takes_nothing_that_is_not_for_sale_or_in_another_currency(stage: Stage, shelf):
    aura, gone = shelf.add(), shelf.add(sellable=False)
    dear = shelf.add(price=Money(minor=1, currency="USD"))
    ann = customer()
    await stage.do(AddItem(variant_id=aura.variant_id, quantity=1), ann)
    for id, refusal in (
        (gone.variant_id, NotForSale),
        (new_id(), NotForSale),
        (dear.variant_id, OtherCurrency),
    ):
        await stage.scenario.do(AddItem(variant_id=id, quantity=1), ann).then_refused(refusal)
    await stage.scenario.do(AddItem(product_id=new_id(), quantity=1), ann).then_refused(NotForSale)


async def test_a_request_that_is_sent_again_with_its_key_adds_once(stage: Stage, shelf):
    body = {"variantId": str(shelf.add().variant_id), "quantity": 1}
    async with stage.client(customer(), **{"Idempotency-Key": "one"}) as client:
        first = await client.post(ITEMS, json=body)
        again = await client.post(ITEMS, json=body)
    assert again.json() == first.json()
    assert again.headers["idempotent-replayed"] == "true"


@pytest.mark.parametrize(
    "changes",
    [{"quantity": 0}, {"quantity": 100}, {"quantity": "1"}, {"productId": str(new_id())}, {"price": 1}],
)
async def test_refuses_what_is_malformed(stage: Stage, shelf, changes):
    body = {"variantId": str(shelf.add().variant_id), "quantity": 1}
    async with stage.client() as client:
        answer = await client.post(ITEMS, json=body | changes)
    assert answer.status_code == 400
    assert await stage.rows("SELECT 1 FROM cart.cart") == []
