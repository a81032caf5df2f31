"""The customer at the bank that the sandbox plays."""

from modules.payments.contracts.events import PaymentCaptured, PaymentFailed
from souk.kernel import new_id
from souk.testing import Stage


async def confirm(stage: Stage, id, *, agrees: bool):
    async with stage.client() as client:
        return await client.post(f"/api/payments/sandbox/{id}", json={"agrees": agrees})


async def test_who_agrees_pays(stage: Stage, till):
    paid = await till.pay("tok_action_required")
    assert (await confirm(stage, paid.payment_id, agrees=True)).status_code == 202
    await till.settle()
    assert (await till.row(paid))["status"] == "captured"
    assert len(await stage.published(PaymentCaptured)) == 1


async def test_who_does_not_agree_does_not_pay(stage: Stage, till):
    paid = await till.pay("tok_action_required")
    await confirm(stage, paid.payment_id, agrees=False)
    await till.settle()
    assert [event.reason for event in await stage.published(PaymentFailed)] == ["authentication_failed"]


async def test_nobody_waits_twice_or_elsewhere(stage: Stage, till):
    paid = await till.pay("tok_action_required")
    other = await till.pay()
    await confirm(stage, paid.payment_id, agrees=True)
    for id in (paid.payment_id, other.payment_id, new_id()):
        assert (await confirm(stage, id, agrees=False)).status_code == 404
