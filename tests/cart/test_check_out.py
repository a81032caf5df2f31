"""Ordering what lies in the cart."""

import asyncio
import secrets
from datetime import UTC, datetime
from uuid import UUID

import pytest

from modules.cart.add_item.handler import AddItem
from modules.cart.check_out.handler import CartUnseen, PrepareCheckout
from modules.cart.contracts.queries import PeekIntoCart
from modules.cart.domain.cart import CartEmpty
from modules.cart.domain.guests import guest_key_of
from modules.cart.show_cart.handler import ShowCart
from modules.orders.contracts.commands import PlacedOrder, PlaceOrder
from modules.orders.contracts.events import OrderedGoods, OrderPlaced
from souk.kernel import Money, Refusal, Stale, new_id
from souk.messages import ANONYMOUS
from souk.testing import Stage, customer
from souk.testing.keeping import everything_kept
from tests.cart.filling import fill
from tests.cart.patience import answered

CHECKOUT = "/api/cart/checkout"
BODY = {
    "shippingAddress": {"street": "Main Street 1", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
}


class CartAlreadyOrdered(Refusal):
    """As orders says it."""


class Orders:
    """Takes each cart once, as orders does."""

    def __init__(self) -> None:
        self.taken: dict[UUID | None, PlacedOrder] = {}

    def __call__(self, command: PlaceOrder) -> PlacedOrder:
        if command.cart_id in self.taken:
            raise CartAlreadyOrdered
        money = Money(minor=59999, currency="EUR")
        self.taken[command.cart_id] = PlacedOrder(
            order_id=new_id(),
            number=f"SO-2026-{len(self.taken):06}",
            status="Pending",
            stage="AwaitingStock",
            subtotal=money,
            discount=Money.zero("EUR"),
            shipping=Money.zero("EUR"),
            tax=Money.zero("EUR"),
            total=money,
            ordered_at=datetime(2026, 1, 1, tzinfo=UTC),
            guest_token=None,
        )
        return self.taken[command.cart_id]


@pytest.fixture
def orders(stage: Stage) -> Orders:
    orders = Orders()
    stage.fake(PlaceOrder, orders)
    return orders


async def test_orders_the_lines_of_that_version(stage: Stage, shelf, orders):
    ann, aura, brio = customer(), shelf.add(), shelf.add()
    cart = await fill(stage, ann, aura, aura, brio)
    async with stage.client(ann) as client:
        answer = await client.post(CHECKOUT, json=BODY | {"coupon": "SAVE", "paymentToken": "tok_ok"})
    assert answer.status_code == 201, answer.text
    assert (answer.json()["number"], answer.json()["totalAmount"]) == ("SO-2026-000000", 599.99)
    command = stage.received(PlaceOrder)[0]
    assert [(item.variant_id, item.quantity) for item in command.items] == [
        (aura.variant_id, 2),
        (brio.variant_id, 1),
    ]
    assert (command.cart_id, command.cart_version) == (cart.id, cart.version)
    assert (command.coupon, command.payment_token) == ("SAVE", "tok_ok")
    assert command.shipping_address.zip_code == "10115"


async def test_fifty_at_once_make_one_order(stage: Stage, shelf, orders):
    ann = customer()
    await fill(stage, ann, shelf.add())
    async with stage.client(ann) as client:
        answers = await asyncio.gather(
            *(answered(lambda: client.post(CHECKOUT, json=BODY)) for _ in range(50))
        )
    codes = [answer.json().get("code", "placed") for answer in answers]
    assert sorted(codes) == ["cart_already_ordered"] * 49 + ["placed"]
    assert len(orders.taken) == 1


async def test_once_it_is_ordered_it_is_not_ordered_again_and_a_new_one_is(stage: Stage, shelf, orders, hear):
    ann, aura = customer(), shelf.add()
    cart = await fill(stage, ann, aura)
    goods = (OrderedGoods(variant_id=aura.variant_id, product_id=aura.product_id, quantity=1),)
    async with stage.client(ann) as client:
        assert (await client.post(CHECKOUT, json=BODY)).status_code == 201
        placed = OrderPlaced(order_id=new_id(), person_id=ann.id, cart_id=cart.id, goods=goods)
        await hear(placed)
        again = await client.post(CHECKOUT, json=BODY)
        await fill(stage, ann, aura)
        new = await client.post(CHECKOUT, json=BODY)
    assert (again.status_code, again.json()["code"]) == (409, "cart_already_ordered")
    assert new.status_code == 201


async def test_a_guest_orders_with_the_token_and_an_address(stage: Stage, shelf, orders):
    aura = shelf.add()
    async with stage.client() as client:
        await client.post("/api/cart/items", json={"variantId": str(aura.variant_id), "quantity": 1})
        answer = await client.post(CHECKOUT, json=BODY | {"email": "ann@example.com"})
    assert answer.status_code == 201
    assert stage.received(PlaceOrder)[0].email == "ann@example.com"


async def test_nobody_buys_two_carts_that_became_one_unseen(stage: Stage, shelf, orders):
    ann = customer()
    id = guest_key_of(secrets.token_urlsafe(32))
    await stage.do(AddItem(variant_id=shelf.add().variant_id, quantity=1, guest_key=id))
    alone = await stage.ask(PrepareCheckout(guest_key=id), ann)
    assert len(alone.items) == 1
    await fill(stage, ann, shelf.add())
    with pytest.raises(CartUnseen):
        await stage.ask(PrepareCheckout(guest_key=id), ann)
    await stage.do(ShowCart(guest_key=id), ann)
    assert len((await stage.ask(PrepareCheckout(guest_key=id), ann)).items) == 2


async def test_refuses_an_empty_cart_and_a_version_that_is_over(stage: Stage, shelf, orders):
    ann = customer()
    with pytest.raises(CartEmpty):
        await stage.ask(PrepareCheckout(), ann)
    await fill(stage, ann, shelf.add())
    await fill(stage, ann, shelf.add())
    with pytest.raises(Stale):
        await stage.ask(PrepareCheckout(expected_version=1), ann)


@pytest.mark.parametrize("missing", list(BODY))
async def test_refuses_what_is_malformed(stage: Stage, shelf, orders, missing):
    ann = customer()
    await fill(stage, ann, shelf.add())
    async with stage.client(ann) as client:
        answer = await client.post(CHECKOUT, json={k: v for k, v in BODY.items() if k != missing})
    assert answer.status_code == 400
    assert orders.taken == {}


async def test_who_has_no_cart_is_shown_nobody_elses(stage: Stage, shelf):
    await fill(stage, customer(), shelf.add())
    await stage.do(AddItem(variant_id=shelf.add().variant_id, quantity=1, guest_key=new_id()))
    for nobody in (customer(), ANONYMOUS):
        with pytest.raises(CartEmpty):
            await stage.ask(PrepareCheckout(), nobody)
        assert (await stage.do(ShowCart(), nobody)).lines == []
        assert (await stage.ask(PeekIntoCart(), nobody)).items == []


async def test_a_card_number_for_a_token_is_refused_and_kept_nowhere(stage: Stage, shelf, orders, capfd):
    ann = customer()
    cart = await fill(stage, ann, shelf.add())
    number = "4242424242424242"
    async with stage.client(ann, **{"Idempotency-Key": "once"}) as client:
        answer = await client.post(CHECKOUT, json=BODY | {"paymentToken": number})
    assert (answer.status_code, answer.json()["field"]) == (422, "paymentToken")
    rows, said = await everything_kept(stage), capfd.readouterr()
    assert str(cart.id) in rows
    assert number not in f"{rows} {answer.text} {said.out} {said.err}"
    assert orders.taken == {}
