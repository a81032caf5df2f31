"""The job of one attempt: ask what is to be sent, send it, write down what came of it."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import text

from souk.configuration import WebhookSettings
from souk.database import Transaction
from souk.kernel import Value
from souk.messages import Query, RetryLater
from souk.webhooks.fanning_out import SendWebhook
from souk.webhooks.recording import record
from souk.webhooks.sending import Outgoing, Sender

BRIEF = text("""
    SELECT d.attempts, d.body, w.id, w.url, w.secret_number, w.rotated_at, w.rests_until
    FROM souk.webhook_delivery d JOIN souk.webhook w ON w.id = d.webhook
    WHERE d.id = :id AND d.state = 'waiting' AND w.disabled_at IS NULL
""")


class Brief(Value):
    """What is to be sent, and until when the receiver is left in peace."""

    parcel: Outgoing
    rests_until: datetime | None


class BriefDelivery(Query[Brief | None]):
    """Nothing, if it has been delivered or given up, or nobody is to be told any more."""

    id: UUID


async def brief_delivery(tx: Transaction, query: BriefDelivery, *, settings: WebhookSettings) -> Brief | None:
    row = (await tx.execute(BRIEF, {"id": query.id})).one_or_none()
    if row is None:
        return None
    parcel = Outgoing(
        delivery=query.id,
        webhook=row.id,
        url=row.url,
        body=row.body,
        attempts=row.attempts,
        secret_numbers=valid_numbers(row.secret_number, row.rotated_at, tx.now, settings.rotation_hours),
    )
    return Brief(parcel=parcel, rests_until=row.rests_until)


async def send_webhook(tx: Transaction, job: SendWebhook, *, sender: Sender) -> None:
    """Send before the transaction begins: no lock and no connection waits for somebody else's server.

    Should this process die between the two, it is sent again under the same `webhook-id`.
    """
    brief = await tx.ask(BriefDelivery(id=job.delivery_id))
    if brief is None or brief.parcel.attempts != job.attempt:
        return
    if brief.rests_until is not None and brief.rests_until > tx.now:
        raise RetryLater("the receiver does not answer and is left in peace", brief.rests_until)
    outcome = await sender.send(brief.parcel, tx.now)
    await record(tx, brief.parcel, outcome)


def valid_numbers(number: int, rotated_at: datetime | None, now: datetime, hours: float) -> Sequence[int]:
    """Return which secrets count: after a change, the one before as well, for a while."""
    overlaps = rotated_at is not None and now < rotated_at + timedelta(hours=hours)
    return (number, number - 1) if overlaps else (number,)
