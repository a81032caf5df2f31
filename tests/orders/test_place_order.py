"""Ordering."""

import asyncio
import re

import pytest

from modules.orders.contracts.commands import OrderedItem
from modules.orders.contracts.events import OrderPlaced
from modules.orders.contracts.order_form import AddressForm, ItemForm, OrderForm
from modules.orders.domain.placing import CartAlreadyOrdered, GuestNeedsEmail, OutOfStock
from modules.orders.domain.pricing.baskets import NotForSale
from souk.kernel import new_id
from souk.testing import Stage, customer
from souk.testing.trips import counted, trips_of

ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}


def body(product_id, **changes):
    return {
        "items": [{"productId": str(product_id), "quantity": 1}],
        "shippingAddress": ADDRESS,
        "paymentMethod": "credit_card",
    } | changes


async def test_takes_an_order_by_a_product_without_a_key_and_totals_what_one_item_costs(stage: Stage, shelf):
    phone = shelf.put(cents=59999)
    async with stage.client(customer()) as client:
        answer = await client.post("/api/orders", json=body(phone.product_id))
    assert answer.status_code == 201
    order = answer.json()
    assert re.fullmatch(r"SO-20\d\d-\d{6,}", order["number"])
    assert order["status"] == "Pending"
    assert order["stage"] == "AwaitingStock"
    assert '"totalAmount":599.99' in answer.text
    assert order["currency"] == "EUR"
    assert order["guestToken"] is None


async def test_numbers_orders_one_after_the_other(ordering):
    numbers = [(await ordering()).number for _ in range(3)]
    serials = [int(number.rpartition("-")[2]) for number in numbers]
    assert serials == list(range(serials[0], serials[0] + 3))


async def test_tells_the_others_what_was_ordered(stage: Stage, shelf, ordering):
    phone, buyer = shelf.put(), customer()
    placed = await ordering(OrderedItem(product_id=phone.product_id, quantity=2), actor=buyer)
    event = (await stage.published(OrderPlaced))[0]
    assert (event.order_id, event.person_id) == (placed.order_id, buyer.id)
    assert [(goods.variant_id, goods.quantity) for goods in event.goods] == [(phone.variant_id, 2)]


async def test_two_items_of_one_variant_are_one_line(stage: Stage, shelf, ordering):
    phone = shelf.put()
    await ordering(
        OrderedItem(product_id=phone.product_id, quantity=1),
        OrderedItem(variant_id=phone.variant_id, quantity=2),
    )
    assert [goods.quantity for goods in (await stage.published(OrderPlaced))[0].goods] == [3]


async def test_refuses_the_same_variant_on_two_items_with_stock_for_one(shelf, ordering, stage: Stage):
    phone = shelf.put(available=1)
    with pytest.raises(OutOfStock):
        await ordering(
            OrderedItem(variant_id=phone.variant_id, quantity=1),
            OrderedItem(variant_id=phone.variant_id, quantity=1),
        )
    assert await stage.published(OrderPlaced) == []


async def test_answers_409_at_once_for_what_is_out_of_stock_at_a_glance(stage: Stage, shelf):
    phone = shelf.put(available=0)
    async with stage.client(customer()) as client:
        answer = await client.post("/api/orders", json=body(phone.product_id))
    assert (answer.status_code, answer.json()["code"]) == (409, "out_of_stock")
    assert answer.json()["variantIds"] == [str(phone.variant_id)]


async def test_refuses_what_is_not_sold(shelf, ordering):
    with pytest.raises(NotForSale):
        await ordering(OrderedItem(product_id=new_id(), quantity=1))


async def test_a_guest_leaves_an_address_and_gets_a_token(stage: Stage, shelf):
    phone = shelf.put()
    async with stage.client() as client:
        refused = await client.post("/api/orders", json=body(phone.product_id))
        taken = await client.post("/api/orders", json=body(phone.product_id, email="Ann@Example.com"))
    assert (refused.status_code, refused.json()["code"]) == (409, GuestNeedsEmail.code)
    assert len(taken.json()["guestToken"]) >= 43
    stored = (await stage.rows("SELECT email, guest_key FROM orders.order"))[0]
    assert stored["email"] == "ann@example.com"
    assert taken.json()["guestToken"].encode() not in bytes(stored["guest_key"])


async def test_of_one_cart_ordered_many_times_at_once_only_one_order_comes(shelf, ordering, stage: Stage):
    phone, cart = shelf.put(), new_id()
    item = OrderedItem(variant_id=phone.variant_id, quantity=1)
    outcomes = await asyncio.gather(
        *(ordering(item, cart_id=cart, cart_version=n) for n in range(10)), return_exceptions=True
    )
    assert sum(isinstance(outcome, CartAlreadyOrdered) for outcome in outcomes) == 9
    assert len(await stage.published(OrderPlaced)) == 1


@pytest.mark.parametrize(
    ("changes", "pointer"),
    [
        ({"items": []}, "/items"),
        ({"items": [{"productId": str(new_id())}]}, "/items/0/quantity"),
        ({"items": [{"productId": str(new_id()), "quantity": 0}]}, "/items/0/quantity"),
        ({"items": [{"productId": str(new_id()), "quantity": 100}]}, "/items/0/quantity"),
        ({"items": [{"quantity": 1}]}, "/items/0"),
        ({"paymentMethod": "cash"}, "/paymentMethod"),
        ({"shippingAddress": ADDRESS | {"street": " "}}, "/shippingAddress/street"),
        ({"totalAmount": 1}, "/totalAmount"),
        ({"items": [{"productId": str(new_id()), "quantity": 1, "unitPrice": 1}]}, "/items/0/unitPrice"),
    ],
)
@pytest.mark.security(22)
async def test_refuses_a_malformed_order_and_names_the_field(stage: Stage, changes, pointer):
    async with stage.client(customer()) as client:
        answer = await client.post("/api/orders", json=body(new_id(), **changes))
    assert answer.status_code == 400
    assert [mistake["pointer"] for mistake in answer.json()["errors"]] == [pointer]


async def test_takes_at_most_eight_round_trips(stage: Stage, shelf, ordering):
    phone = shelf.put()
    item = OrderedItem(variant_id=phone.variant_id, quantity=1)
    await ordering(item)
    with trips_of("orders") as trips:
        await ordering(item)
    assert trips[-1].statement == "COMMIT"
    assert counted(trips) <= 8, "\n".join(trip.statement for trip in trips)


def test_a_client_never_meets_our_own_spelling():
    spelled = [form.__struct_encode_fields__ for form in (OrderForm, AddressForm, ItemForm)]
    assert [name for names in spelled for name in names if "_" in name] == []
