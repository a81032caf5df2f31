"""The customer is back from the bank."""

from modules.payments.contracts.events import PaymentCaptured
from souk.testing import Stage, customer


async def test_has_the_provider_asked_at_once(stage: Stage, till, sandbox, letterbox):
    ann = customer()
    paid = await till.pay("tok_action_required", person_id=ann.id)
    letterbox.open = False
    await sandbox.confirm(paid.payment_id, agrees=True)
    async with stage.client(ann) as client:
        answer = await client.post(f"/api/payments/{paid.payment_id}/return")
    assert answer.status_code == 202
    await till.settle()
    assert len(await stage.published(PaymentCaptured)) == 1


async def test_is_for_ones_own_payments(stage: Stage, till):
    paid = await till.pay("tok_action_required", person_id=customer().id)
    async with stage.client(customer()) as client:
        assert (await client.post(f"/api/payments/{paid.payment_id}/return")).status_code == 404
