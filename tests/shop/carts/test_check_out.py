"""From the cart to the order, with nothing in between but the contracts."""

import asyncio

from souk.testing import Stage, customer, staff

ITEMS, CHECKOUT = "/api/cart/items", "/api/cart/checkout"
BODY = {
    "shippingAddress": {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"},
    "paymentMethod": "credit_card",
}


async def test_a_guest_buys_what_lies_in_the_cart_and_it_is_empty(stage: Stage, phone):
    async with stage.client() as client:
        await client.get("/api/cart")
        await client.post(ITEMS, json={"productId": await phone(), "quantity": 1})
        order = await client.post(CHECKOUT, json=BODY | {"email": "ann@example.com"})
        assert order.status_code == 201, order.text
        assert (order.json()["totalAmount"], order.json()["status"]) == (599.99, "Pending")
        await stage.settle()
        assert (await client.get("/api/cart")).json()["items"] == []


async def test_fifty_checkouts_of_one_cart_are_one_order(stage: Stage, phone):
    async with stage.client(customer()) as client:
        await client.post(ITEMS, json={"productId": await phone(), "quantity": 1})
        answers = await asyncio.gather(*(client.post(CHECKOUT, json=BODY) for _ in range(50)))
        while any(answer.status_code == 503 for answer in answers):
            late = (client.post(CHECKOUT, json=BODY) for answer in answers if answer.status_code == 503)
            answers = [a for a in answers if a.status_code != 503] + await asyncio.gather(*late)
    codes = [answer.json().get("code", "placed") for answer in answers]
    assert sorted(codes) == ["cart_already_ordered"] * 49 + ["placed"]
    assert len(await stage.rows("SELECT 1 FROM orders.order")) == 1


async def test_a_checkout_that_is_sent_again_after_the_cart_was_emptied_is_the_same_order(
    stage: Stage, phone
):
    async with stage.client(customer(), **{"Idempotency-Key": "one"}) as client:
        added = await client.post(ITEMS, json={"productId": await phone(), "quantity": 2})
        first = await client.post(CHECKOUT, json=BODY, headers={"if-match": added.headers["etag"]})
        await stage.settle()
        assert (await client.get("/api/cart")).json()["items"] == []
        again = await client.post(CHECKOUT, json=BODY, headers={"if-match": added.headers["etag"]})
    assert again.headers["idempotent-replayed"] == "true"
    assert again.json() == first.json()
    assert len(await stage.rows("SELECT 1 FROM orders.order")) == 1


async def test_a_second_purchase_is_a_second_order(stage: Stage, phone):
    product = await phone()
    async with stage.client(customer()) as client:
        for _ in range(2):
            await client.post(ITEMS, json={"productId": product, "quantity": 1})
            assert (await client.post(CHECKOUT, json=BODY)).status_code == 201
            await stage.settle()
    assert len(await stage.rows("SELECT 1 FROM orders.order")) == 2


async def test_the_coupon_of_the_cart_comes_off_the_order_once_for_each_customer(stage: Stage, phone):
    product = await phone()
    async with stage.client(staff("orders:price")) as client:
        coupon = {"code": "SAVE", "percent": 25, "customerLimit": 1}
        assert (await client.post("/api/admin/coupons", json=coupon)).status_code == 201
    async with stage.client(customer()) as client:
        await client.post(ITEMS, json={"productId": product, "quantity": 1})
        put = await client.put("/api/cart/coupon", json={"code": "save"})
        assert (put.status_code, put.json()["coupon"]) == (200, "SAVE")
        order = (await client.post(CHECKOUT, json=BODY)).json()
        assert (order["discount"], order["totalAmount"]) == (150.0, 449.99)
        await stage.settle()
        await client.post(ITEMS, json={"productId": product, "quantity": 1})
        over = await client.put("/api/cart/coupon", json={"code": "SAVE"})
    assert (over.status_code, over.json()["code"]) == (409, "coupon_used_up")
