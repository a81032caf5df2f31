"""Being paid: what is asked for, and what becomes of it by the sandbox's tokens."""

import asyncio

import pytest
from sqlalchemy import text

from modules.payments.contracts.commands import RequestTogether, VoidPayment
from modules.payments.contracts.events import (
    OperationWanted,
    PaymentActionRequired,
    PaymentAuthorized,
    PaymentCaptured,
    PaymentDelayed,
    PaymentFailed,
    PaymentVoided,
)
from modules.payments.domain.payment import MoreThanIsLeft
from souk.kernel import Money
from souk.messages import SYSTEM, Context, OnBehalf
from souk.testing import Stage

WAITS = """
    SELECT 1 FROM pg_stat_activity
    WHERE datname = current_database() AND wait_event_type = 'Lock' AND query LIKE '%payments.payment%'
"""


def euros(minor: int) -> Money:
    return Money(minor=minor, currency="EUR")


async def test_takes_the_amount_and_says_so(stage: Stage, till):
    paid = await till.pay()
    row = await till.row(paid)
    assert (row["status"], row["captured_minor"], row["refunded_minor"]) == ("captured", 59999, 0)
    (captured,) = await stage.published(PaymentCaptured)
    assert captured == PaymentCaptured(
        payment_id=paid.payment_id, order_id=paid.order_id, amount=euros(59999), altogether=euros(59999)
    )
    assert await stage.published(PaymentAuthorized) == []  # taking it says so too
    assert (await till.at_provider(paid)) == {"captured": 59999, "refunded": 0, "charges": 1}


@pytest.mark.parametrize(
    ("token", "reason"),
    [
        ("tok_declined", "card_declined"),
        ("tok_insufficient", "insufficient_funds"),
        ("tok_nobody_knows", "unknown_token"),
    ],
)
async def test_tells_why_nothing_was_taken(stage: Stage, till, token, reason):
    paid = await till.pay(token)
    assert [event.reason for event in await stage.published(PaymentFailed)] == [reason]
    assert (await till.row(paid))["status"] == "failed"
    assert (await till.at_provider(paid))["captured"] == 0


async def test_asks_for_the_customer_where_the_bank_wants_them(stage: Stage, till):
    paid = await till.pay("tok_action_required")
    (event,) = await stage.published(PaymentActionRequired)
    assert event.action_url.endswith(f"/api/payments/sandbox/{paid.payment_id}")
    assert (await till.row(paid))["status"] == "action_required"


async def test_a_timeout_after_the_charge_is_unknown_until_the_provider_is_asked(stage: Stage, till):
    paid = await till.pay("tok_timeout_after_charge")
    assert [event.reason for event in await stage.published(PaymentDelayed)] == ["outcome_unknown"]
    lines = await stage.rows("SELECT happening FROM payments.ledger_entry ORDER BY number")
    assert [line["happening"] for line in lines][-2:] == ["authorized", "captured"]
    assert (await till.row(paid))["status"] == "captured"
    assert await till.at_provider(paid) == {"captured": 59999, "refunded": 0, "charges": 1}
    assert len(await stage.published(PaymentCaptured)) == 1


async def test_a_provider_that_stumbles_is_tried_again(till):
    paid = await till.pay("tok_flaky")
    assert (await till.row(paid))["status"] == "captured"
    assert (await till.at_provider(paid))["charges"] == 1


@pytest.mark.parametrize("token", ["tok_slow", "tok_webhook_twice", "tok_webhook_first"])
async def test_slow_answers_and_webhooks_early_or_doubled_make_no_difference(stage: Stage, till, token):
    paid = await till.pay(token)
    assert (await till.row(paid))["status"] == "captured"
    assert len(await stage.published(PaymentCaptured)) == 1
    assert await till.at_provider(paid) == {"captured": 59999, "refunded": 0, "charges": 1}


async def test_is_asked_once_however_often_it_is_requested(stage: Stage, till):
    paid = await till.ask()
    await asyncio.gather(*(stage.do(paid) for _ in range(8)))
    await till.settle()
    assert await till.at_provider(paid) == {"captured": 59999, "refunded": 0, "charges": 1}
    assert len(await stage.published(PaymentCaptured)) == 1


async def test_of_a_request_and_a_void_at_once_either_nothing_is_taken_or_all_is_given_back(
    stage: Stage, till
):
    for _ in range(10):
        paid = await till.ask()
        void = VoidPayment(payment_id=paid.payment_id, order_id=paid.order_id, reason="cancelled")
        await asyncio.gather(stage.settle(), stage.do(void))
        await till.settle()
        at_provider = await till.at_provider(paid)
        assert at_provider["captured"] == at_provider["refunded"]
        voided = [e for e in await stage.published(PaymentVoided) if e.payment_id == paid.payment_id]
        assert len(voided) == 1


async def test_who_waits_for_a_void_to_end_sees_all_that_it_has_changed(stage: Stage, till):
    """The worker has begun to read when the void is written: what was dropped is not charged."""
    paid = await till.ask()
    database = stage.runtime.databases["payments"]
    async with database.writing() as voiding:
        await voiding.execute(text("UPDATE payments.payment SET void_wanted = true"))
        charging = asyncio.create_task(stage.settle())
        while not await stage.rows(WAITS):  # noqa: ASYNC110 - locks ring no bell
            await asyncio.sleep(0)
        await voiding.execute(text("UPDATE payments.operation SET progress = 'dropped', ended_at = now()"))
        await voiding.commit()
        await charging
    assert (await till.at_provider(paid))["charges"] == 0


async def test_refuses_to_be_paid_nothing(stage: Stage, till):
    with pytest.raises(MoreThanIsLeft):
        await till.ask(minor=0)


async def test_works_in_a_currency_without_decimals(till):
    paid = await till.pay(amount=Money(minor=1200, currency="JPY"))
    assert (await till.row(paid))["captured_minor"] == 1200


async def test_many_at_once_are_asked_for_each_once_and_in_its_own_name(stage: Stage, till):
    """One has been asked for before, one was voided before it was asked for."""
    before, stone = await till.ask(), till.wish()
    void = VoidPayment(payment_id=stone.payment_id, order_id=stone.order_id, reason="cancelled")
    await stage.do(void)
    new = [till.wish("tok_ok"), till.wish("tok_declined", minor=700)]
    wishes = tuple(
        OnBehalf(context=Context(actor=SYSTEM, caller="orders", reason=f"number {number}"), command=command)
        for number, command in enumerate([before, *new, stone])
    )
    await stage.do(RequestTogether(wishes=wishes))
    await till.settle()
    told = [row["status"] for row in [await till.row(one) for one in [before, *new, stone]]]
    assert told == ["captured", "captured", "failed", "voided"]
    assert [(await till.at_provider(one))["charges"] for one in [before, *new, stone]] == [1, 1, 1, 0]
    said = "SELECT context ->> 'reason' AS reason FROM souk.event WHERE type = :type ORDER BY position"
    wanted = [row["reason"] for row in await stage.rows(said, type=OperationWanted.wire)]
    assert wanted == ["test", "number 1", "number 2"]


async def test_one_that_is_refused_among_many_refuses_them_all(stage: Stage, till):
    wishes = tuple(
        OnBehalf(context=Context(actor=SYSTEM), command=command)
        for command in [till.wish(), till.wish(minor=0)]
    )
    with pytest.raises(MoreThanIsLeft):
        await stage.do(RequestTogether(wishes=wishes))
    assert await stage.rows("SELECT FROM payments.payment") == []
