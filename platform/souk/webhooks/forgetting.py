"""Forgets deliveries after a while."""

from datetime import timedelta

from sqlalchemy import text

from souk.configuration import WebhookSettings
from souk.database import Transaction
from souk.messages import Job

FORGET = text("DELETE FROM souk.webhook_delivery WHERE created_at < :before AND state <> 'waiting'")


class ForgetDeliveries(Job, wire="souk.forget_deliveries.v1"):
    """Delete what ended long ago, with its attempts."""


async def forget_deliveries(tx: Transaction, _: ForgetDeliveries, *, settings: WebhookSettings) -> None:
    await tx.execute(FORGET, {"before": tx.now - timedelta(days=settings.keep_days)})
