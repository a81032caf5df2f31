"""The sandbox's webhooks that nobody took."""

from modules.payments.deliver_letters.job import DeliverLetters
from souk.testing import Stage


async def test_are_sent_again_until_they_are_taken(stage: Stage, till, letterbox, do_job):
    letterbox.open = False
    paid = await till.pay()
    assert await stage.rows("SELECT 1 FROM payments.webhook") == []
    letterbox.open = True
    stage.clock.advance(seconds=11)
    await do_job(DeliverLetters())
    (row,) = await stage.rows("SELECT payment_id FROM payments.webhook")
    assert row["payment_id"] == paid.payment_id
    assert await stage.rows("SELECT 1 FROM payments.sandbox_letter WHERE delivered_at IS NULL") == []
