"""Asking what an order would come to."""

from datetime import timedelta

import pytest

from modules.catalog.contracts.queries import QuoteVariants
from modules.orders.add_coupon.handler import AddCoupon
from modules.orders.contracts.commands import OrderedItem
from modules.orders.contracts.queries import QuoteOrder
from modules.orders.coupon_claims import claim_coupon
from modules.orders.domain.pricing.baskets import MixedCurrencies, NotForSale
from modules.orders.domain.pricing.coupons import CouponNeedsMore, CouponUnknown, CouponUsedUp, CouponWishes
from modules.orders.domain.pricing.shipping import ShippingNotPossible
from souk.database.committing import committing
from souk.kernel import Money, new_id
from souk.messages import SYSTEM, Context
from souk.testing import Stage, customer
from tests.catalog.shelf import Shelf

QUOTE = "/api/orders/quote"


@pytest.fixture
def offers(stage: Stage) -> Shelf:
    offers = Shelf(available=10, image_url=None)
    stage.fake(QuoteVariants, offers)
    return offers


async def issue(stage: Stage, **wishes) -> None:
    await stage.do(AddCoupon(code="SAVE", wishes=CouponWishes(**wishes)), SYSTEM)


async def test_one_item_of_599_99_comes_to_599_99(stage: Stage, offers):
    aura = offers.add()
    async with stage.client() as client:
        answer = await client.post(
            QUOTE,
            json={
                "items": [{"productId": str(aura.product_id), "quantity": 1}],
                "shippingAddress": {"street": "Main Street 1", "city": "Berlin", "zipCode": "10115"},
            },
        )
    assert answer.status_code == 200, answer.text
    quote = answer.json()
    assert quote.pop("items") == [
        {
            "productId": str(aura.product_id),
            "variantId": str(aura.variant_id),
            "sku": aura.sku,
            "name": "Aura",
            "quantity": 1,
            "inStock": True,
            "unitPrice": 599.99,
            "lineTotal": 599.99,
            "discount": 0.0,
            "tax": 0.0,
            "taxIncluded": 0.0,
        }
    ]
    assert quote == {
        "subtotal": 599.99,
        "discount": 0.0,
        "shipping": 0.0,
        "tax": 0.0,
        "taxIncluded": 0.0,
        "totalAmount": 599.99,
        "currency": "EUR",
        "country": "DE",
        "shippingMethod": "standard",
        "coupon": None,
    }
    assert '"totalAmount":599.99,' in answer.text


async def test_tells_a_products_own_variant_from_one_that_is_named(stage: Stage, offers):
    own = offers.add(1000)
    other = offers.add(2000, product_id=own.product_id)
    items = (
        OrderedItem(variant_id=other.variant_id, quantity=2),
        OrderedItem(product_id=own.product_id, quantity=1),
    )
    quote = await stage.ask(QuoteOrder(items=items))
    assert [(line.variant_id, line.line_total.minor) for line in quote.lines] == [
        (other.variant_id, 4000),
        (own.variant_id, 1000),
    ]


async def test_tells_what_there_is_too_little_of_and_refuses_nothing(stage: Stage, offers):
    few = offers.add(available=1)
    quote = await stage.ask(QuoteOrder(items=(OrderedItem(variant_id=few.variant_id, quantity=2),)))
    assert quote.lines[0].available == 1


async def test_takes_the_coupon_off(stage: Stage, offers):
    aura = offers.add(1999)
    await issue(stage, percent="25")
    quote = await stage.ask(
        QuoteOrder(items=(OrderedItem(variant_id=aura.variant_id, quantity=1),), coupon="save")
    )
    assert (quote.discount.minor, quote.total.minor, quote.coupon) == (500, 1499, "SAVE")


async def test_refuses_what_an_order_would_be_refused_for(stage: Stage, offers):
    aura = offers.add(1999)
    gone = offers.add(sellable=False)
    abroad = offers.add(price=Money(minor=500, currency="USD"))
    await issue(stage, percent="25", minimum="20.00", currency="EUR")

    async def refused(refusal, *ids, **more) -> None:
        items = tuple(OrderedItem(variant_id=id, quantity=1) for id in ids)
        with pytest.raises(refusal):
            await stage.ask(QuoteOrder(items=items, **more))

    await refused(NotForSale, gone.variant_id)
    await refused(NotForSale, aura.variant_id, new_id())
    await refused(MixedCurrencies, aura.variant_id, abroad.variant_id)
    await refused(ShippingNotPossible, aura.variant_id, shipping_method="pigeon")
    await refused(CouponUnknown, aura.variant_id, coupon="NONE")
    await refused(CouponNeedsMore, aura.variant_id, coupon="SAVE")


async def test_promises_no_coupon_that_is_over_for_this_customer(stage: Stage, offers):
    aura = offers.add()
    ann = customer()
    assert ann.id is not None
    await issue(stage, percent="25", customer_limit=1)
    async with committing(stage.runtime.switchboard.transaction("orders", Context())) as tx:
        await claim_coupon(tx, code="SAVE", order_id=new_id(), customer=ann.id)
    query = QuoteOrder(items=(OrderedItem(variant_id=aura.variant_id, quantity=1),), coupon="SAVE")
    with pytest.raises(CouponUsedUp):
        await stage.ask(query, ann)
    assert (await stage.ask(query, customer())).coupon == "SAVE"


async def test_a_coupon_ends_when_its_time_is_over(stage: Stage, offers):
    aura = offers.add()
    await issue(stage, percent="25", ends_at=stage.clock.now() + timedelta(hours=1))
    query = QuoteOrder(items=(OrderedItem(variant_id=aura.variant_id, quantity=1),), coupon="SAVE")
    assert (await stage.ask(query)).coupon == "SAVE"
    stage.clock.advance(hours=1)
    with pytest.raises(CouponUnknown):
        await stage.ask(query)


@pytest.mark.parametrize(
    "item",
    [
        {"quantity": 1},
        {"quantity": 1, "productId": str(new_id()), "variantId": str(new_id())},
        {"quantity": 0, "productId": str(new_id())},
        {"quantity": 100, "productId": str(new_id())},
        {"quantity": 1.5, "productId": str(new_id())},
    ],
)
async def test_refuses_an_item_that_says_too_little_or_too_much(stage: Stage, offers, item):
    async with stage.client() as client:
        answer = await client.post(QUOTE, json={"items": [item]})
    assert answer.status_code == 400
    assert answer.json()["errors"][0]["pointer"].startswith("/items/0")


async def test_refuses_nothing_at_all(stage: Stage, offers):
    async with stage.client() as client:
        answer = await client.post(QUOTE, json={"items": []})
    assert answer.status_code == 400
