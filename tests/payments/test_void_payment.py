"""Voiding: whatever became of a payment, it costs the customer nothing."""

import asyncio

from modules.payments.contracts.commands import CapturePayment, RequestPayment, VoidPayment
from modules.payments.contracts.events import PaymentCaptured, PaymentRefunded, PaymentVoided, RefundFailed
from souk.kernel import Money, new_id
from souk.testing import Stage, staff
from tests.payments.test_refund_payment import refund


def void(paid) -> VoidPayment:
    return VoidPayment(payment_id=paid.payment_id, order_id=paid.order_id, reason="cancelled")


async def test_gives_back_all_that_was_taken(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.do(void(paid))
    await till.settle()
    assert [event.amount.minor for event in await stage.published(PaymentRefunded)] == [1000]
    assert len(await stage.published(PaymentVoided)) == 1
    assert await till.at_provider(paid) == {"captured": 1000, "refunded": 1000, "charges": 1}


async def test_what_was_not_sent_yet_is_never_sent(stage: Stage, till):
    paid = await till.ask()
    await stage.do(void(paid))
    await till.settle()
    assert (await till.row(paid))["status"] == "voided"
    assert (await till.at_provider(paid))["charges"] == 0


async def test_an_unknown_payment_leaves_a_tombstone_that_a_late_request_finds(stage: Stage, till):
    order_id, payment_id = new_id(), new_id()
    await stage.do(VoidPayment(payment_id=payment_id, order_id=order_id, reason="cancelled"))
    late = await till.pay(payment_id=payment_id, order_id=order_id)
    assert (await till.at_provider(late))["charges"] == 0
    assert [event.payment_id for event in await stage.published(PaymentVoided)] == [payment_id] * 2
    assert await stage.published(PaymentCaptured) == []


async def test_of_a_request_and_a_tombstone_at_once_one_takes_the_place(stage: Stage, till):
    for _ in range(10):
        wish = RequestPayment(
            payment_id=new_id(),
            order_id=new_id(),
            person_id=None,
            amount=Money(minor=500, currency="EUR"),
            method="credit_card",
        )
        await asyncio.gather(stage.do(wish), stage.do(void(wish)))
        await till.settle()
        at_provider = await till.at_provider(wish)
        assert at_provider["captured"] == at_provider["refunded"]
        assert any(e.payment_id == wish.payment_id for e in await stage.published(PaymentVoided))


async def test_a_payment_that_waits_for_its_customer_is_let_go_at_the_provider(stage: Stage, till):
    paid = await till.pay("tok_action_required")
    await stage.do(void(paid))
    await till.settle()
    assert (await till.row(paid))["status"] == "voided"
    rows = await stage.rows("SELECT standing FROM payments.sandbox_charge")
    assert [row["standing"] for row in rows] == ["voided"]
    assert len(await stage.published(PaymentVoided)) == 1


async def test_of_a_void_and_the_customers_yes_at_once_no_money_stays(stage: Stage, till, sandbox):
    for _ in range(8):
        paid = await till.pay("tok_action_required")
        await asyncio.gather(stage.do(void(paid)), sandbox.confirm(paid.payment_id, agrees=True))
        await till.settle()
        at_provider = await till.at_provider(paid)
        assert at_provider["captured"] == at_provider["refunded"]
        row = await till.row(paid)
        assert row["captured_minor"] == row["refunded_minor"] == at_provider["captured"]
        assert row["void_told"]


async def test_what_is_unknown_is_found_out_first_and_then_given_back(stage: Stage, till):
    paid = await till.ask("tok_timeout_after_charge")
    await stage.runtime.dispatcher.deliver_due()
    await stage.do(void(paid))
    await till.settle()
    at_provider = await till.at_provider(paid)
    assert at_provider["captured"] == at_provider["refunded"]
    assert len(await stage.published(PaymentVoided)) == 1


async def test_what_the_provider_will_not_give_back_is_told_once_and_not_asked_again_and_again(stage, till):
    paid = await till.pay(minor=1000)
    await stage.owner("UPDATE payments.sandbox_charge SET captured_minor = 500")
    await stage.do(void(paid))
    await till.settle()
    (failed,) = await stage.published(RefundFailed)
    assert (failed.amount.minor, failed.reason) == (1000, "amount_too_large")
    assert await stage.published(PaymentVoided) == []
    await stage.owner("UPDATE payments.sandbox_charge SET captured_minor = 1000")
    await stage.do(void(paid))
    await till.settle()
    assert len(await stage.published(PaymentVoided)) == 1
    assert await till.at_provider(paid) == {"captured": 1000, "refunded": 1000, "charges": 1}


async def test_may_be_repeated(stage: Stage, till):
    paid = await till.pay(minor=1000)
    for _ in range(3):
        await stage.do(void(paid))
    await till.settle()
    await stage.do(void(paid))
    await till.settle()
    assert (await till.at_provider(paid))["refunded"] == 1000


async def test_refunds_only_what_is_left_of_it(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.do(refund(paid, 300))
    await stage.do(void(paid))
    await till.settle()
    assert await till.at_provider(paid) == {"captured": 1000, "refunded": 1000, "charges": 1}


async def test_staff_void_by_hand_but_leave_no_tombstones(stage: Stage, till):
    paid = await till.pay(minor=1000)
    async with stage.client(staff("payments:capture")) as client:
        answer = await client.post(
            f"/api/admin/payments/{paid.payment_id}/void",
            json={"reason": "fraud"},
            headers={"Idempotency-Key": "1"},
        )
        unknown = await client.post(
            f"/api/admin/payments/{new_id()}/void",
            json={"reason": "fraud"},
            headers={"Idempotency-Key": "2"},
        )
    await till.settle()
    assert (answer.status_code, unknown.status_code) == (202, 404)
    assert (await till.at_provider(paid))["refunded"] == 1000


async def test_a_captured_payment_cannot_be_captured_again_after_it(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.do(void(paid))
    outcome = await asyncio.gather(
        stage.do(CapturePayment(payment_id=paid.payment_id)), return_exceptions=True
    )
    assert type(outcome[0]).__name__ == "NothingToTake"
