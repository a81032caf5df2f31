"""Giving money back."""

import asyncio

import pytest

from modules.payments.contracts.commands import RefundPayment
from modules.payments.contracts.events import PaymentRefunded, RefundFailed
from modules.payments.domain.payment import MoreThanIsLeft, OtherCurrency
from souk.kernel import Money, NotFound, new_id
from souk.messages import StaffActed
from souk.testing import Stage, customer, staff

FINANCE = staff("payments:refund", "payments:see")


def refund(paid, minor: int, **changes) -> RefundPayment:
    wish = {
        "refund_id": new_id(),
        "payment_id": paid.payment_id,
        "amount": Money(minor=minor, currency="EUR"),
        "reason": "returned",
    }
    return RefundPayment(**(wish | changes))


async def test_gives_back_a_part_and_then_the_rest(stage: Stage, till):
    paid = await till.pay(minor=1000)
    first, second = refund(paid, 400), refund(paid, 600)
    await stage.do(first)
    await till.settle()
    assert (await till.row(paid))["status"] == "partially_refunded"
    await stage.do(second)
    await till.settle()
    row = await till.row(paid)
    assert (row["status"], row["refunded_minor"], row["refunding_minor"]) == ("refunded", 1000, 0)
    told = [(event.refund_id, event.amount.minor) for event in await stage.published(PaymentRefunded)]
    assert told == [(first.refund_id, 400), (second.refund_id, 600)]
    assert await till.at_provider(paid) == {"captured": 1000, "refunded": 1000, "charges": 1}


async def test_of_two_refunds_of_60_percent_at_once_one_is_made(stage: Stage, till):
    for _ in range(5):
        paid = await till.pay(minor=1000)
        wishes = [refund(paid, 600), refund(paid, 600)]
        outcomes = await asyncio.gather(*(stage.do(wish) for wish in wishes), return_exceptions=True)
        assert sum(isinstance(outcome, MoreThanIsLeft) for outcome in outcomes) == 1
        await till.settle()
        assert (await till.at_provider(paid))["refunded"] == 600
        assert (await till.row(paid))["refunded_minor"] == 600


async def test_fifty_at_once_never_give_back_more_than_was_taken(stage: Stage, till):
    paid = await till.pay(minor=1000)
    outcomes = await asyncio.gather(*(stage.do(refund(paid, 70)) for _ in range(50)), return_exceptions=True)
    await till.settle()
    made = sum(not isinstance(outcome, Exception) for outcome in outcomes)
    assert made <= 14
    assert (await till.at_provider(paid))["refunded"] == made * 70
    assert (await till.row(paid))["refunded_minor"] == made * 70


async def test_is_made_once_however_often_it_is_asked_for(stage: Stage, till):
    paid = await till.pay(minor=1000)
    wish = refund(paid, 300)
    await asyncio.gather(*(stage.do(wish) for _ in range(6)))
    await till.settle()
    assert (await till.at_provider(paid))["refunded"] == 300


async def test_refuses_what_was_never_taken(stage: Stage, till):
    declined = await till.pay("tok_declined")
    await stage.scenario.do(refund(declined, 1)).then_refused(MoreThanIsLeft)


@pytest.mark.parametrize("minor", [0, -1, 1001])
async def test_refuses_nothing_less_than_nothing_and_more_than_all(stage: Stage, till, minor):
    paid = await till.pay(minor=1000)
    await stage.scenario.do(refund(paid, minor)).then_refused(MoreThanIsLeft)


async def test_refuses_another_currency(stage: Stage, till):
    paid = await till.pay(minor=1000)
    dollars = refund(paid, 1, amount=Money(minor=1, currency="USD"))
    await stage.scenario.do(dollars).then_refused(OtherCurrency)


async def test_what_the_provider_refuses_is_told_and_can_be_asked_for_again(stage: Stage, till):
    paid = await till.pay(minor=1000)
    await stage.owner("UPDATE payments.sandbox_charge SET captured_minor = 500")
    wish = refund(paid, 600)
    await stage.do(wish)
    await till.settle()
    (failed,) = await stage.published(RefundFailed)
    assert (failed.refund_id, failed.reason) == (wish.refund_id, "amount_too_large")
    row = await till.row(paid)
    assert (row["refunded_minor"], row["refunding_minor"]) == (0, 0)


async def test_staff_refund_by_hand_and_it_is_recorded(stage: Stage, till):
    paid = await till.pay(minor=1000)
    path = f"/api/admin/payments/{paid.payment_id}/refunds"
    body = {"amount": "4.00", "reason": "broken"}
    async with stage.client(FINANCE) as client:
        keyless = await client.post(path, json=body)
        first = await client.post(path, json=body, headers={"Idempotency-Key": "one"})
        again = await client.post(path, json=body, headers={"Idempotency-Key": "one"})
        too_much = await client.post(
            path, json={"amount": 6.01, "reason": "x"}, headers={"Idempotency-Key": "2"}
        )
        crooked = await client.post(
            path, json={"amount": "1.001", "reason": "x"}, headers={"Idempotency-Key": "3"}
        )
    await till.settle()
    assert (keyless.status_code, first.status_code, again.status_code) == (400, 202, 202)
    assert again.json() == first.json()
    assert (too_much.status_code, too_much.json()["code"]) == (409, "more_than_is_left")
    assert (crooked.status_code, crooked.json()["code"]) == (422, "not_an_amount")
    assert (await till.at_provider(paid))["refunded"] == 400
    (acted,) = await stage.published(StaffActed)
    assert (acted.actor_id, acted.action) == (FINANCE.id, "refund_payment")


async def test_is_not_for_customers_and_not_of_nobodys_payments(stage: Stage, till):
    paid = await till.pay()
    path = f"/api/admin/payments/{paid.payment_id}/refunds"
    body = {"amount": 1, "reason": "x"}
    async with stage.client(customer()) as client:
        assert (await client.post(path, json=body, headers={"Idempotency-Key": "a"})).status_code == 403
    await stage.scenario.do(refund(paid, 1, payment_id=new_id())).then_refused(NotFound)
