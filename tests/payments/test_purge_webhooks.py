"""Webhooks are kept for 30 days."""

from modules.payments.purge_webhooks.job import PurgeWebhooks
from souk.testing import Stage


async def test_forgets_those_that_are_older(stage: Stage, till, do_job):
    await till.pay()
    stage.clock.advance(days=29)
    kept = await till.pay()
    stage.clock.advance(days=2)
    await do_job(PurgeWebhooks())
    rows = await stage.rows("SELECT payment_id FROM payments.webhook")
    assert [row["payment_id"] for row in rows] == [kept.payment_id]
