"""Forget the webhooks that are older than 30 days."""

from datetime import timedelta

from sqlalchemy import delete

from modules.payments.tables import webhooks
from souk.database import Transaction
from souk.messages import Job

KEPT = timedelta(days=30)


class PurgeWebhooks(Job, wire="payments.purge_webhooks.v1"):
    pass


async def purge_webhooks(tx: Transaction, _: PurgeWebhooks) -> None:
    await tx.execute(delete(webhooks).where(webhooks.c.received_at < tx.now - KEPT))
