"""Writes down an attempt, and decides what follows: delivered, again later, given up, or no more at all."""

import random
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import text

from souk.database import Transaction
from souk.messages import LiveMessage, WebhookDisabled, for_staff
from souk.webhooks.fanning_out import SendWebhook
from souk.webhooks.permissions import SEE_WEBHOOKS
from souk.webhooks.sending import Outcome, Outgoing

FIRST_PAUSE = timedelta(seconds=10)
LONGEST_PAUSE = timedelta(hours=6)
GROWTH = 4
JITTER = 0.2
LONG_FAILING = timedelta(days=3)
PATIENT = 3  # failures in a row before a receiver that does not answer is left in peace
LONGEST_REST = 300.0
GONE = 410
ANSWERS_FOR_ITSELF = frozenset(range(400, 500)) - {408, 429}  # it is there, and does not want this

LOCK = text("""
    SELECT d.give_up_at, w.failures, w.failing_since, w.created_by
    FROM souk.webhook_delivery d JOIN souk.webhook w ON w.id = d.webhook
    WHERE d.id = :id AND d.state = 'waiting' AND d.attempts = :attempts FOR UPDATE
""")
ATTEMPT = text("""
    INSERT INTO souk.webhook_attempt (delivery, number, at, seconds, status, error)
    VALUES (:delivery, :number, :at, :seconds, :status, :error)
""")
DELIVERY = text("""
    UPDATE souk.webhook_delivery
    SET attempts = :number, state = :state, next_at = :next_at, ended_at = :ended_at
    WHERE id = :delivery
""")
RECEIVER = text("""
    UPDATE souk.webhook SET failures = :failures, failing_since = :failing_since, rests_until = :rests_until
    WHERE id = :id
""")
DISABLE = text("UPDATE souk.webhook SET disabled_at = :now, disabled_because = :why WHERE id = :id")
GIVE_UP = text("""
    UPDATE souk.webhook_delivery SET state = 'given_up', next_at = NULL, ended_at = :now
    WHERE webhook = :id AND state = 'waiting'
""")


class WebhookFell(LiveMessage, wire="webhook.disabled"):
    """Another system is no longer told of anything."""

    webhook_id: UUID


async def record(tx: Transaction, parcel: Outgoing, outcome: Outcome) -> None:
    """Do nothing if somebody else was quicker with this attempt."""
    known = {"id": parcel.delivery, "attempts": parcel.attempts}
    row = (await tx.execute(LOCK, known)).mappings().one_or_none()
    if row is None:
        return
    number = parcel.attempts + 1
    attempt = {"delivery": parcel.delivery, "number": number, "at": tx.now, "seconds": outcome.seconds}
    await tx.execute(ATTEMPT, {**attempt, "status": outcome.status, "error": outcome.error})
    next_at = None if outcome.well else again_at(tx.now, number, row["give_up_at"])
    state = "delivered" if outcome.well else "waiting" if next_at else "given_up"
    change = {"delivery": parcel.delivery, "number": number, "state": state, "next_at": next_at}
    await tx.execute(DELIVERY, {**change, "ended_at": None if next_at else tx.now})
    since = None if outcome.well else row["failing_since"] or tx.now
    failures = 0 if outcome.well else row["failures"] + 1
    rest = rest_of(tx.now, failures, outcome)
    receiver = {"id": parcel.webhook, "failures": failures, "failing_since": since, "rests_until": rest}
    await tx.execute(RECEIVER, receiver)
    why = reason_to_disable(tx.now, since, outcome)
    if why:
        await _disable(tx, parcel.webhook, row["created_by"], why)
    elif next_at is not None:
        tx.enqueue(SendWebhook(delivery_id=parcel.delivery, attempt=number), delay=next_at - tx.now)


def again_at(now: datetime, number: int, give_up_at: datetime) -> datetime | None:
    """Return when to try again after so many attempts; the last time is the moment of giving up itself."""
    if now >= give_up_at:
        return None
    growth: int = GROWTH ** min(number - 1, 10)
    pause = min(FIRST_PAUSE * growth, LONGEST_PAUSE)
    return min(now + pause * random.uniform(1 - JITTER, 1 + JITTER), give_up_at)  # noqa: S311 - no secret


def rest_of(now: datetime, failures: int, outcome: Outcome) -> datetime | None:
    """Return until when a receiver that is away is left in peace, so that it does not hold all workers up."""
    if failures < PATIENT or outcome.status in ANSWERS_FOR_ITSELF:
        return None
    return now + timedelta(seconds=min(5.0 * 2 ** min(failures - PATIENT, 10), LONGEST_REST))


def reason_to_disable(now: datetime, since: datetime | None, outcome: Outcome) -> str:
    if outcome.status == GONE:
        return "the receiver answered 410 Gone"
    if since is not None and now - since >= LONG_FAILING:
        return "nothing could be delivered for three days"
    return ""


async def _disable(tx: Transaction, webhook: UUID, created_by: Any, why: str) -> None:
    await tx.execute(DISABLE, {"id": webhook, "now": tx.now, "why": why})
    await tx.execute(GIVE_UP, {"id": webhook, "now": tx.now})
    tx.publish(WebhookDisabled(webhook_id=webhook, created_by=created_by, reason=why))
    tx.tell(for_staff(SEE_WEBHOOKS, WebhookFell(webhook_id=webhook)))
