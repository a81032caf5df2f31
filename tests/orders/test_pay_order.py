"""Paying again."""

import pytest

from modules.catalog.contracts.events import StockReserved
from modules.orders.contracts.events import OrderPaymentFailed
from modules.orders.domain.paying import TooLateToPay
from modules.orders.domain.stages import NotPossibleNow
from modules.orders.pay_order.handler import PayOrder
from modules.payments.contracts.commands import RequestTogether, VoidPayment
from modules.payments.contracts.events import PaymentActionRequired, PaymentCaptured, PaymentFailed
from souk.testing import Stage, customer
from tests.orders.conftest import latest_payment, row_of, wishes


@pytest.fixture
def declined(stage: Stage, ordering, hear):
    async def placed(actor):
        order = await ordering(actor=actor)
        await hear(StockReserved(reservation_id=order.order_id))
        payment = await latest_payment(stage, order)
        await hear(PaymentFailed(payment_id=payment, order_id=order.order_id, reason="card_declined"))
        return order

    return placed


async def test_tells_the_customer_why_and_until_when_they_may_try_again(stage: Stage, declined):
    ann = customer()
    order = await declined(ann)
    async with stage.client(ann) as client:
        shown = (await client.get(f"/api/orders/{order.order_id}")).json()
    assert (shown["status"], shown["stage"]) == ("Pending", "PaymentFailed")
    assert (shown["statusReason"], shown["statusDetail"]) == ("payment_failed", "card_declined")
    assert shown["nextAction"]["who"] == "customer"
    assert [event.reason for event in await stage.published(OrderPaymentFailed)] == ["card_declined"]


async def test_pays_by_an_attempt_of_its_own(stage: Stage, declined, hear):
    ann = customer()
    order = await declined(ann)
    async with stage.client(ann, **{"Idempotency-Key": "again"}) as client:
        path = f"/api/orders/{order.order_id}/pay"
        answers = [await client.post(path, json={"paymentMethod": "paypal"}) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [202, 202]
    await stage.settle()
    first, second = wishes(stage, RequestTogether)
    assert first.payment_id != second.payment_id
    assert second.method == "paypal"
    await hear(PaymentCaptured(payment_id=second.payment_id, order_id=order.order_id, amount=order.total))
    assert (await row_of(stage, order))["stage"] == "ReadyToFulfil"


async def test_needs_a_key_because_it_moves_money(stage: Stage, declined):
    ann = customer()
    order = await declined(ann)
    async with stage.client(ann) as client:
        answer = await client.post(f"/api/orders/{order.order_id}/pay", json={"paymentMethod": "credit_card"})
    assert answer.status_code == 400


async def test_voids_an_attempt_that_the_customer_left_open_at_the_bank(stage: Stage, ordering, hear):
    ann = customer()
    order = await ordering(actor=ann)
    await hear(StockReserved(reservation_id=order.order_id))
    payment = await latest_payment(stage, order)
    await hear(
        PaymentActionRequired(payment_id=payment, order_id=order.order_id, action_url="https://bank.test/1")
    )
    assert (await row_of(stage, order))["stage"] == "AwaitingCustomer"
    await stage.do(PayOrder(order_id=order.order_id, payment_method="paypal"), ann)
    await stage.settle()
    assert [void.payment_id for void in stage.received(VoidPayment)] == [payment]


async def test_refuses_when_the_goods_are_no_longer_reserved(stage: Stage, declined):
    ann = customer()
    order = await declined(ann)
    stage.clock.advance(minutes=61)
    await stage.scenario.do(
        PayOrder(order_id=order.order_id, payment_method="credit_card"), ann
    ).then_refused(TooLateToPay)


async def test_refuses_what_is_paid(stage: Stage, paid):
    ann = customer()
    order = await paid(actor=ann)
    await stage.scenario.do(
        PayOrder(order_id=order.order_id, payment_method="credit_card"), ann
    ).then_refused(NotPossibleNow)
