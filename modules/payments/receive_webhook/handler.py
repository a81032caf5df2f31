"""Keep a webhook as it was sent, once, and have the payment looked at, unless the books say it already."""

from collections.abc import Mapping
from typing import Any, NamedTuple
from uuid import UUID

from sqlalchemy import ARRAY, String, any_, bindparam, exists, select
from sqlalchemy.dialects.postgresql import insert

from modules.payments.contracts.events import CheckWanted
from modules.payments.domain.gateway import Gateway, Notice
from modules.payments.domain.lifecycle import Status
from modules.payments.domain.news import is_news, said_by_books
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
KEEP_OLD_NEWS = Spoken(
    NEW.from_select(
        [column.name for column in webhooks.c],
        select(*(bindparam(column.name, type_=column.type) for column in webhooks.c)).where(
            exists().where(
                payments.c.id == bindparam("payment_id"),
                payments.c.provider == bindparam("provider"),
                payments.c.reference == bindparam("reference"),
                payments.c.status == any_(bindparam("said_by", type_=ARRAY(String))),
            )
        ),
    )
    .on_conflict_do_update(index_elements=["provider", "event_id"], set_={"times": webhooks.c.times + 1})
    .returning(webhooks.c.times)
)
"""Keeps what the books say already, and nothing else."""
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
    if await _is_old_news(tx, command, notice):
        return
    known = await _payment(tx, command.provider, notice)
    first = await _first_time(tx, command, notice, known.id if known else None)
    if first and known and is_news(notice, reference=known.reference, status=known.status):
        tx.publish(CheckWanted(payment_id=known.id))


async def _is_old_news(tx: Transaction, command: ReceiveWebhook, notice: Notice) -> bool:
    """Keep it in one statement if the books say it already, as they mostly do by the time we are told."""
    said_by = said_by_books(notice)
    if notice.payment_id is None or not said_by:
        return False
    values = _row(tx, command, notice, notice.payment_id)
    about = {"reference": notice.reference, "said_by": sorted(said_by)}
    return await KEEP_OLD_NEWS.at_once(tx, values | about) is not None


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
    ((times,),) = await KEEP(tx, _row(tx, command, notice, payment_id))
    return bool(times == 1)


def _row(tx: Transaction, command: ReceiveWebhook, notice: Notice, payment_id: UUID | None) -> dict[str, Any]:
    return {
        "id": tx.new_id(),
        "provider": command.provider,
        "event_id": notice.event_id,
        "kind": notice.kind,
        "payment_id": payment_id,
        "body": command.body,
        "times": 1,
        "received_at": tx.now,
    }
