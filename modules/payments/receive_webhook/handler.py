"""Keep a webhook as it was sent, once, and have the payment looked at, unless the books say it already."""

from collections.abc import Mapping
from typing import NamedTuple
from uuid import UUID

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.postgresql import insert

from modules.payments.contracts.events import CheckWanted
from modules.payments.domain.gateway import Gateway, Notice
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.news import is_news
from modules.payments.tables import payments, webhooks
from souk.database import Transaction
from souk.database.spoken import Spoken
from souk.kernel import NotFound
from souk.messages import Command

NEW = insert(webhooks)
KEEP = Spoken(
    NEW.on_conflict_do_update(
        index_elements=["provider", "event_id"], set_={"times": webhooks.c.times + 1}
    ).returning(webhooks.c.times)
)
THEIRS = select(payments.c.id, payments.c.reference, payments.c.status).where(
    payments.c.provider == bindparam("provider")
)
BY_OUR_ID = Spoken(THEIRS.where(payments.c.id == bindparam("id")))
BY_REFERENCE = Spoken(THEIRS.where(payments.c.reference == bindparam("reference")))


class Known(NamedTuple):
    """A payment that the provider speaks of, as it is in the books."""

    id: UUID
    reference: str
    status: Status


class ReceiveWebhook(Command[None]):
    """The body's bytes and the headers, untouched: the signature is over exactly these."""

    provider: str
    body: bytes
    headers: dict[str, str]


async def receive_webhook(
    tx: Transaction, command: ReceiveWebhook, *, gateways: Mapping[str, Gateway]
) -> None:
    gateway = gateways.get(command.provider)
    if gateway is None:
        raise NotFound("provider")
    notice = await gateway.notice(command.body, command.headers.get, tx.now)
    known = await _payment(tx, command.provider, notice)
    first = await _first_time(tx, command, notice, known.id if known else None)
    if first and known and is_news(notice, reference=known.reference, status=known.status):
        tx.publish(CheckWanted(payment_id=known.id))


async def _payment(tx: Transaction, provider: str, notice: Notice) -> Known | None:
    """Find whose it is: by our own id, or by the provider's; None if it is about something else."""
    if notice.payment_id:
        row = await BY_OUR_ID.one(tx, {"provider": provider, "id": notice.payment_id})
    elif notice.reference:
        row = await BY_REFERENCE.one(tx, {"provider": provider, "reference": notice.reference})
    else:
        return None
    return Known._make(row) if row else None


async def _first_time(
    tx: Transaction, command: ReceiveWebhook, notice: Notice, payment_id: UUID | None
) -> bool:
    values = {
        "id": tx.new_id(),
        "provider": command.provider,
        "event_id": notice.event_id,
        "kind": notice.kind,
        "payment_id": payment_id,
        "body": command.body,
        "times": 1,
        "received_at": tx.now,
    }
    ((times,),) = await KEEP(tx, values)
    return bool(times == 1)
