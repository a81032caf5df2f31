"""Makes a delivery, and a job, for each webhook that wants an event."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from souk.database import Transaction
from souk.messages import Event, Job
from souk.messages.versions import event_name
from souk.modules.hearings import Hearing, Manner
from souk.webhooks.payloads import body_of

TOGETHER = 200

WANTED = text(
    "SELECT id FROM souk.webhook WHERE events @> ARRAY[CAST(:type AS text)] AND disabled_at IS NULL"
)
WRITE = text("""
    INSERT INTO souk.webhook_delivery (id, webhook, type, body, created_at, give_up_at, next_at)
    SELECT :id, w.id, :type, :body, :now, :until, :now FROM souk.webhook w WHERE w.id = :webhook
""")


class SendWebhook(Job, wire="souk.send_webhook.v1"):
    """Given anew after each attempt that did not succeed; `attempt` says how many there were."""

    delivery_id: UUID
    attempt: int = 0


def told_outside(event: type[Event], hours: float) -> Hearing:
    """Return the platform's own subscriber to an event that other systems may be told of."""

    async def fan_out(tx: Transaction, events: Sequence[Event]) -> None:
        rows = (await tx.execute(WANTED, {"type": event.wire})).all()
        if rows:
            await _deliver(tx, [row.id for row in rows], events, timedelta(hours=hours))

    return Hearing(
        event=event,
        function=fan_out,
        name=f"tell_outside_of_{event_name(event.wire).replace('.', '_')}",
        manner=Manner.BATCH,
        parks=False,
        batch=TOGETHER,
    )


async def _deliver(
    tx: Transaction, webhooks: Sequence[UUID], events: Sequence[Event], lasts: timedelta
) -> None:
    rows: list[dict[str, Any]] = []
    for event in events:
        body = body_of(event, tx.new_id(), tx.now)
        for webhook in webhooks:
            id = tx.new_id()
            row: dict[str, Any] = {"id": id, "webhook": webhook, "type": event.wire, "body": body}
            rows.append({**row, "now": tx.now, "until": tx.now + lasts})
            tx.enqueue(SendWebhook(delivery_id=id))
    await tx.execute(WRITE, rows)
