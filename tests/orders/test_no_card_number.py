"""A card's number that comes instead of a token is refused by its field's name, and kept nowhere."""

import pytest

from modules.catalog.contracts.events import StockReserved
from modules.orders.pay_order.handler import PayOrder
from modules.payments.contracts.events import PaymentFailed
from souk.kernel import CardNumberSeen, new_id
from souk.testing import Stage, customer
from souk.testing.keeping import everything_kept
from tests.orders.conftest import latest_payment

CARDS = ["4242424242424242", "4000-0000-0000-0002", "tok_378282246310005"]
ANEW = {"Idempotency-Key": "anew"}
ADDRESS = {"street": "1 Market Street", "city": "Berlin", "zipCode": "10115"}


@pytest.mark.parametrize("number", CARDS)
async def test_by_ordering(stage: Stage, shelf, capfd, number):
    body = {
        "items": [{"variantId": str(shelf.put().variant_id), "quantity": 1}],
        "shippingAddress": ADDRESS,
        "paymentMethod": "credit_card",
        "paymentToken": number,
    }
    async with stage.client(customer(), **{"Idempotency-Key": "once"}) as client:
        refused = await client.post("/api/orders", json=body)
        taken = await client.post("/api/orders", json=body | {"paymentToken": "tok_kept"}, headers=ANEW)
    assert (refused.status_code, refused.json()["code"]) == (422, "card_number_seen")
    assert refused.json()["field"] == "paymentToken"
    assert taken.status_code == 201, taken.text
    await stage.work()
    assert_nowhere(number, await everything_kept(stage), refused.text, capfd)


@pytest.mark.parametrize("number", CARDS)
async def test_by_paying_again(stage: Stage, ordering, hear, capfd, number):
    ann = customer()
    order = await ordering(actor=ann, payment_token="tok_kept")
    await hear(StockReserved(reservation_id=order.order_id))
    payment_id = await latest_payment(stage, order)
    await hear(PaymentFailed(payment_id=payment_id, order_id=order.order_id, reason="card_declined"))
    body = {"paymentMethod": "credit_card", "paymentToken": number}
    async with stage.client(ann, **{"Idempotency-Key": "once"}) as client:
        refused = await client.post(f"/api/orders/{order.order_id}/pay", json=body)
    assert (refused.status_code, refused.json()["field"]) == (422, "paymentToken")
    await stage.work()
    assert_nowhere(number, await everything_kept(stage), refused.text, capfd)


@pytest.mark.parametrize("number", CARDS)
async def test_there_is_no_message_with_one_in_it(ordering, number):
    with pytest.raises(CardNumberSeen):
        await ordering(payment_token=number)
    with pytest.raises(CardNumberSeen):
        PayOrder(order_id=new_id(), payment_method="credit_card", payment_token=number)


def assert_nowhere(number: str, rows: str, answer: str, capfd: pytest.CaptureFixture[str]) -> None:
    assert "tok_kept" in rows  # tokens are looked for in the right place
    said = capfd.readouterr()
    for text in (rows, answer, said.out, said.err):
        assert number not in text
        assert number.encode().hex() not in text
