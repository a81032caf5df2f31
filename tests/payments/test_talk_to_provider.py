"""Talking to a provider that is slow, away, or dies in the middle."""

import asyncio
from datetime import timedelta

import pytest

from modules.payments.contracts.events import CheckWanted, OperationWanted, PaymentCaptured, PaymentDelayed
from modules.payments.talk_to_provider.subscriber import carry_out_operation
from souk.kernel import new_id
from souk.messages import SYSTEM, Context, Event
from souk.testing import Stage

CONTEXT = Context(actor=SYSTEM, reason="test")


def nobody(*_: object) -> tuple[Event, ...]:
    return ()


STUMBLING = """
    INSERT INTO payments.sandbox_charge (
        id, payment_id, token, takes, standing, currency, amount_minor, captured_minor, failure, tries,
        made_at
    ) VALUES ('sbx_1', '{id}', 'tok_flaky', true, 'pending', 'EUR', 59999, 0, '', -7, now())
"""


async def test_waits_for_a_provider_that_is_away_and_goes_on_when_it_is_back(stage: Stage, till, providers):
    """Nine times in a row the provider cannot be reached; the breaker opens after five."""
    payment_id = new_id()
    await stage.owner(STUMBLING.format(id=payment_id))
    paid = await till.ask("tok_flaky", payment_id=payment_id)
    for _ in range(2):
        await stage.runtime.dispatcher.deliver_due()
        stage.clock.advance(seconds=20)
    assert [event.reason for event in await stage.published(PaymentDelayed)] == ["provider_unavailable"]
    row = await till.row(paid)
    assert (row["status"], row["delay"]) == ("created", "provider_unavailable")
    for _ in range(20):
        if (await till.row(paid))["status"] == "captured":
            break
        stage.clock.advance(minutes=1)
        while await providers.gateways["sandbox"].resting_until():  # noqa: ASYNC110 - its clock rings no bell
            await asyncio.sleep(0)
        await stage.owner("UPDATE souk.hold SET until = clock_timestamp()")
        await till.settle()
    assert (await till.row(paid))["status"] == "captured"
    assert (await till.row(paid))["delay"] == ""
    assert await stage.rows("SELECT 1 FROM souk.dead_letter") == []


async def test_a_worker_that_dies_after_the_charge_does_not_charge_again(stage: Stage, till, providers):
    """The first half of the delivery happened, its worker died before it could book: another takes over."""
    paid = await till.ask()
    (wanted,) = await stage.published(OperationWanted)
    tx = stage.runtime.switchboard.transaction("payments", CONTEXT)
    effect = await carry_out_operation(
        tx, wanted, gateways=providers.gateways, announce=nobody, again=timedelta(0)
    )
    await tx.commit()
    await tx.close(None)
    assert effect is not None
    await effect.perform()
    assert (await till.at_provider(paid))["captured"] == 59999
    assert (await till.row(paid))["captured_minor"] == 0
    await till.settle()
    assert (await till.row(paid))["captured_minor"] == 59999
    assert (await till.at_provider(paid))["charges"] == 1
    assert len(await stage.published(PaymentCaptured)) == 1


async def test_a_worker_that_dies_before_the_charge_leaves_it_to_another(stage: Stage, till, providers):
    paid = await till.ask()
    (wanted,) = await stage.published(OperationWanted)
    tx = stage.runtime.switchboard.transaction("payments", CONTEXT)
    await carry_out_operation(tx, wanted, gateways=providers.gateways, announce=nobody, again=timedelta(0))
    await tx.commit()
    await tx.close(None)
    await till.settle()
    assert await till.at_provider(paid) == {"captured": 59999, "refunded": 0, "charges": 1}


@pytest.mark.security(40)
async def test_what_a_provider_cannot_mean_is_left_to_people(stage: Stage, till):
    """Another amount than was asked for: nothing is booked, the delivery fails and will be a dead letter."""
    paid = await till.ask("tok_action_required")
    await till.settle()
    await stage.owner("UPDATE payments.sandbox_charge SET currency = 'USD', standing = 'captured'")
    await stage.publish("payments", CheckWanted(payment_id=paid.payment_id))
    await stage.settle()
    assert (await till.row(paid))["captured_minor"] == 0
    (hold,) = await stage.rows("SELECT reason FROM souk.hold WHERE subscriber LIKE '%check_payment'")
    assert "currency differs" in hold["reason"]
