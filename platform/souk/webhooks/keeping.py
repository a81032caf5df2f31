"""What staff do with webhooks: add, remove, change the secret, switch on again, deliver again."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Annotated, Any
from uuid import UUID

from msgspec import Meta
from sqlalchemy import text

from souk.configuration import WebhookSettings
from souk.database import Transaction
from souk.kernel import NotFound, Refusal, Value
from souk.messages import Command, Event
from souk.webhooks.fanning_out import SendWebhook
from souk.webhooks.permissions import RUN_WEBHOOKS
from souk.webhooks.signing import WebhookSecrets

MOST = 50

COUNT = text("SELECT count(*) FROM souk.webhook")
ADD = text("""
    INSERT INTO souk.webhook (id, url, description, events, created_at, created_by)
    VALUES (:id, :url, :description, :events, :now, :actor)
""")
REMOVE = text("DELETE FROM souk.webhook WHERE id = :id RETURNING id")
ROTATE = text("""
    UPDATE souk.webhook SET secret_number = secret_number + 1, rotated_at = :now
    WHERE id = :id RETURNING secret_number
""")
ENABLE = text("""
    UPDATE souk.webhook SET disabled_at = NULL, disabled_because = '', failures = 0, failing_since = NULL,
        rests_until = NULL
    WHERE id = :id AND disabled_at IS NOT NULL RETURNING id
""")
KNOWN = text("SELECT EXISTS (SELECT FROM souk.webhook WHERE id = :id)")
FIND = text("""
    SELECT d.state, d.attempts, w.disabled_at
    FROM souk.webhook_delivery d JOIN souk.webhook w ON w.id = d.webhook
    WHERE d.id = :id FOR UPDATE OF d
""")
AGAIN = text("""
    UPDATE souk.webhook_delivery SET state = 'waiting', give_up_at = :until, next_at = :now, ended_at = NULL
    WHERE id = :id
""")


class TooManyWebhooks(Refusal):
    """There are as many webhooks as a shop may have: remove one that nobody needs."""


class NotDisabled(Refusal):
    """It is not switched off."""


class StillWaiting(Refusal):
    """The delivery has not ended: it is tried again by itself."""


class WebhookIsDisabled(Refusal):
    """Nothing is sent there now: switch the webhook on first."""


class Opened(Value):
    """The secret is shown now and never again."""

    id: UUID
    secret: str


class Rotated(Value):
    """The secret before it counts until then, and everything is signed with both."""

    secret: str
    previous_until: datetime


class AddWebhook(Command[Opened]):
    url: Annotated[str, Meta(max_length=2000)]
    events: tuple[str, ...]
    description: str = ""


class RemoveWebhook(Command[None]):
    id: UUID


class RotateSecret(Command[Rotated]):
    id: UUID


class EnableWebhook(Command[None]):
    id: UUID


class Redeliver(Command[None]):
    id: UUID


async def add_webhook(tx: Transaction, command: AddWebhook, *, secrets: WebhookSecrets) -> Opened:
    if await tx.scalar(COUNT) >= MOST:
        raise TooManyWebhooks
    id = tx.new_id()
    values: dict[str, Any] = {"id": id, "url": command.url, "description": command.description}
    values |= {"events": sorted(set(command.events)), "now": tx.now, "actor": tx.actor.id}
    await tx.execute(ADD, values)
    tx.publish_staff_action(RUN_WEBHOOKS, "add_webhook", f"webhook {id}")
    return Opened(id=id, secret=secrets.secret(id, 1))


async def remove_webhook(tx: Transaction, command: RemoveWebhook) -> None:
    if await tx.scalar(REMOVE, {"id": command.id}) is None:
        raise NotFound("webhook")
    tx.publish_staff_action(RUN_WEBHOOKS, "remove_webhook", f"webhook {command.id}")


async def rotate_secret(
    tx: Transaction, command: RotateSecret, *, secrets: WebhookSecrets, settings: WebhookSettings
) -> Rotated:
    number = await tx.scalar(ROTATE, {"id": command.id, "now": tx.now})
    if number is None:
        raise NotFound("webhook")
    tx.publish_staff_action(RUN_WEBHOOKS, "rotate_webhook_secret", f"webhook {command.id}")
    until = tx.now + timedelta(hours=settings.rotation_hours)
    return Rotated(secret=secrets.secret(command.id, number), previous_until=until)


async def enable_webhook(tx: Transaction, command: EnableWebhook) -> None:
    if await tx.scalar(ENABLE, {"id": command.id}) is None:
        raise NotDisabled if await tx.scalar(KNOWN, {"id": command.id}) else NotFound("webhook")
    tx.publish_staff_action(RUN_WEBHOOKS, "enable_webhook", f"webhook {command.id}")


async def redeliver(tx: Transaction, command: Redeliver, *, settings: WebhookSettings) -> None:
    """Send it again, whether it was delivered or given up, for as long as a new one."""
    row = (await tx.execute(FIND, {"id": command.id})).one_or_none()
    if row is None:
        raise NotFound("delivery")
    if row.state == "waiting":
        raise StillWaiting
    if row.disabled_at is not None:
        raise WebhookIsDisabled
    until = tx.now + timedelta(hours=settings.give_up_hours)
    await tx.execute(AGAIN, {"id": command.id, "now": tx.now, "until": until})
    tx.enqueue(SendWebhook(delivery_id=command.id, attempt=row.attempts))
    tx.publish_staff_action(RUN_WEBHOOKS, "redeliver_webhook", f"delivery {command.id}")


def unknown(events: tuple[str, ...], offered: Mapping[str, type[Event]]) -> list[int]:
    """Return the places of the names that are no events which others may be told of."""
    return [place for place, name in enumerate(events) if name not in offered]
